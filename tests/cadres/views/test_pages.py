"""Pages of the archive: what they cost, what they show to whom, and the acts on them."""

import time
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre, Post
from cadres.services import cadres as services
from core import identifiers
from core.audit.models import Entry
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import open_campaign, served_case
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import EARLIER, NOW, TODAY
from units.models import Unit

pytestmark = pytest.mark.django_db

FIRST = "52232219800101123"
NUMBER = FIRST + identifiers.id_check_digit(FIRST)
PHONE = "13885912345"


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def admin(unit, client):
    user = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(user)
    return user


@pytest.fixture
def cadre(unit):
    return services.enrol(
        unit=unit,
        title="副镇长",
        from_on=EARLIER,
        name="张三",
        sex="M",
        born_on=date(1980, 1, 1),
        staff_kind="CIVIL_SERVANT",
        level="SECTION_LEVEL",
        id_number=NUMBER,
        phone=PHONE,
        by=UserFactory(),
        at=NOW,
    )


def grow(unit, count):
    start = Cadre.objects.count()
    people = Cadre.objects.bulk_create(
        Cadre(
            unit=unit,
            name=f"人员{start + n:06d}",
            sex="F",
            born_on=date(1980, 1, 1),
            staff_kind="BY_REFERENCE",
            level="ORDINARY",
        )
        for n in range(count)
    )
    Post.objects.bulk_create(
        Post(cadre=row, unit=unit, title="科员", from_on=EARLIER) for row in people
    )


def cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries), len(answer.content)


def test_person_list_costs_the_same_for_10_and_1000_people(client, admin, unit):
    url = reverse("cadres:person-list")
    client.get(url)
    grow(unit, 10)
    few, _size = cost(client, url)
    grow(unit, 990)
    many, size = cost(client, f"{url}?size=100")

    assert few == many <= 12
    assert size <= 60 * 1024


def test_unit_list_costs_the_same_for_10_and_300_units(client, admin, unit):
    url = reverse("cadres:unit-list")
    client.get(url)
    few, _size = cost(client, url)
    given = {"county": unit.county, "kind": "GOVERNMENT", "from_on": EARLIER, "parent": unit}
    Unit.objects.bulk_create(Unit(name=f"股室{n}", **given) for n in range(300))
    many, size = cost(client, f"{url}?size=100")

    assert few == many <= 12
    assert size <= 60 * 1024


def test_profile_costs_the_same_with_a_long_past(client, admin, cadre, unit):
    url = reverse("cadres:person", args=[cadre.pk])
    client.get(url)
    few, _size = cost(client, url)
    Post.objects.bulk_create(
        Post(cadre=cadre, unit=unit, title="兼", from_on=TODAY, is_main=False) for _ in range(50)
    )
    many, size = cost(client, url)

    assert few == many <= 15
    assert size <= 60 * 1024


def test_pages_of_a_long_list_meet_without_gap_or_double(client, admin, unit):
    grow(unit, 45)
    url, seen = reverse("cadres:person-list"), []

    page = client.get(url).context["page"]
    while True:
        seen += [row.pk for row in page]
        if not page.after:
            break
        page = client.get(f"{url}?after={page.after}").context["page"]
    back = client.get(f"{url}?before={seen[20]}").context["page"]

    assert seen == list(Cadre.objects.order_by("name", "pk").values_list("pk", flat=True))
    assert [row.pk for row in back] == seen[:20]
    assert (back.before, back.after) == (None, seen[19])


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 30, "0"])
def test_a_nonsense_key_gives_the_first_page(client, admin, cadre, junk):
    page = client.get(reverse("cadres:person-list"), {"after": junk}).context["page"]

    assert [row.pk for row in page] == [cadre.pk]


def test_filters_show_chips_and_a_unit_can_be_left_again(client, admin, cadre, unit):
    CadreFactory(unit=UnitFactory(county=unit.county))
    url = reverse("cadres:person-list")
    answer = client.get(url, {"unit": unit.pk, "staff_kind": "CIVIL_SERVANT", "leading": "no"})

    assert [row.pk for row in answer.context["page"]] == [cadre.pk]
    labels = [chip["label"] for chip in answer.context["chips"]]
    assert labels == ["单位：城关镇", "身份：公务员", "领导职务：不担任"]


def test_a_name_is_searched_without_standing_in_an_address(client, admin, cadre, unit):
    grow(unit, 3)
    url = reverse("cadres:person-list")

    answer = client.post(url, {"q": "张"}, follow=True)

    assert [row.pk for row in answer.context["page"]] == [cadre.pk]
    assert answer.redirect_chain == [(url, 302)]


@pytest.mark.parametrize(
    ("role", "whole"),
    [(Role.COUNTY_ADMIN, True), (Role.DECIDER, True), (Role.UNIT_CLERK, False)],
)
def test_the_file_shows_numbers_to_nobody_and_schools_to_the_department(client, cadre, role, whole):
    place = cadre.unit if role == Role.UNIT_CLERK else cadre.unit.county
    client.force_login(holder(role, place))

    page = client.get(reverse("cadres:person", args=[cadre.pk]))

    text = page.content.decode()
    assert NUMBER not in text
    assert PHONE not in text
    assert ("学历学位" in text, "••••••" in text) == (whole, whole)
    assert bool(page.context["acts"]) is (role == Role.COUNTY_ADMIN)


def test_past_cases_are_those_that_the_reader_may_see(client):
    case = served_case(open_campaign())
    url = reverse("cadres:person", args=[case.cadre_id])

    client.force_login(holder(Role.DECIDER, case.county))
    assert client.get(url).context["cases"] == [case]
    client.force_login(case.subject)
    assert client.get(url).context["cases"] == []


def test_a_person_of_another_county_is_not_found(client, cadre):
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))

    for name, *args in (
        ("cadres:person", cadre.pk),
        ("cadres:person-act", cadre.pk, "rank"),
        ("cadres:number-reveal", cadre.pk, "phone"),
        ("cadres:unit", cadre.unit_id),
        ("cadres:unit-act", cadre.unit_id, "close"),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


ACTS = {
    "amend": {
        "name": "张叁",
        "sex": "M",
        "born_on": "1980-01-01",
        "staff_kind": "CIVIL_SERVANT",
        "level": "SECTION_LEVEL",
        "authority": "COUNTY",
        "politics": "01",
    },
    "appoint": {"title": "镇长", "on": "2018-05-10", "is_head": "on"},
    "post": {"title": "兼职", "from_on": "2018-05-10"},
    "rank": {"rank": "R10", "from_on": "2018-05-10"},
    "rate": {"year": "2017", "grade": "COMPETENT"},
    "honour": {
        "kind": "HONOUR",
        "title": "先进",
        "awarded_by": "县委",
        "awarded_on": "2018-01-10",
    },
    "educate": {"schooling": "FULL_TIME", "attainment": "20"},
    "protect": {"kind": "LEAVE", "from_on": "2018-05-10"},
}


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_a_form_and_comes_back_to_the_file(client, admin, cadre, unit, name):
    url = reverse("cadres:person-act", args=[cadre.pk, name])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422

    done = client.post(url, ACTS[name] | {"unit": unit.pk})

    assert (done.status_code, done.url) == (302, reverse("cadres:person", args=[cadre.pk]))
    assert Entry.objects.filter(by=admin).exclude(act="read").count() == 1


def test_a_rating_form_offers_the_persons_own_scale(client, admin, cadre):
    Cadre.objects.update(staff_kind="INSTITUTION")
    page = client.get(reverse("cadres:person-act", args=[cadre.pk, "rate"]))

    assert "基本合格" in page.content.decode()
    assert "基本称职" not in page.content.decode()


UNIT_ACTS = {
    "rename": {"name": "新城镇", "on": "2018-05-10"},
    "move": {"on": "2018-05-10"},
    "close": {"on": "2018-05-10"},
    "amend": {"kind": "TOWN", "sector": "TOWNS", "establishment": "12"},
}


@pytest.mark.parametrize("name", UNIT_ACTS)
def test_each_act_on_a_unit_is_a_form(client, admin, unit, name):
    url = reverse("cadres:unit-act", args=[unit.pk, name])
    assert client.get(url).status_code == 200

    done = client.post(url, UNIT_ACTS[name])

    assert (done.status_code, done.url) == (302, reverse("cadres:unit", args=[unit.pk]))


def test_merging_shows_the_history_and_the_successor(client, admin, cadre, unit):
    into = UnitFactory(county=unit.county, name="新镇")
    url = reverse("cadres:unit-act", args=[unit.pk, "merge"])

    page = client.post(
        url, {"into": into.pk, "on": "2018-05-10", "basis": "〔2018〕9号"}, follow=True
    )

    text = page.content.decode()
    assert "已并入新镇" in text
    assert "城关镇 → 新镇" in text
    assert page.context["acts"] == []
    assert "张三" in client.get(reverse("cadres:unit", args=[into.pk])).content.decode()


def test_a_unit_is_founded_in_the_admins_county(client, admin, unit):
    url = reverse("cadres:unit-found")
    assert client.get(url).status_code == 200
    given = {"name": "新局", "kind": "GOVERNMENT", "from_on": "2018-05-01", "parent": unit.pk}

    client.post(url, given)

    assert Unit.objects.get(name="新局").parent == unit
    client.force_login(holder(Role.VERIFIER, unit.county))
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("name", ["rank", "nonsense"])
def test_acts_are_for_the_county_admin_and_known_ones_only(client, cadre, name):
    client.force_login(holder(Role.VERIFIER, cadre.unit.county))
    wanted = 403 if name == "rank" else 404

    assert client.get(reverse("cadres:person-act", args=[cadre.pk, name])).status_code == wanted
    unit_name = "close" if name == "rank" else name
    url = reverse("cadres:unit-act", args=[cadre.unit_id, unit_name])
    assert client.get(url).status_code == wanted


def confirm(client, user):
    """Give the password again, as the page of allauth asks."""
    user.set_password("a-long-password")
    user.save()
    client.force_login(user)
    done = client.post(reverse("account_reauthenticate"), {"password": "a-long-password"})
    assert done.status_code == 302


def test_a_number_is_shown_after_password_and_reason_once(client, admin, cadre):
    url = reverse("cadres:number-reveal", args=[cadre.pk, "id_number"])
    asked = client.get(url)
    assert (asked.status_code, asked.url.split("?")[0]) == (302, reverse("account_reauthenticate"))

    confirm(client, admin)
    before = client.get(url)
    refused = client.post(url, {"reason": "看"})
    shown = client.post(url, {"reason": "核对任免审批表"})

    assert (before.status_code, refused.status_code, shown.status_code) == (200, 422, 200)
    assert NUMBER not in before.content.decode() + refused.content.decode()
    assert NUMBER in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    entry = Entry.objects.get(act="reveal_number")
    assert (entry.by, entry.row_id) == (admin, cadre.pk)
    assert NUMBER not in client.get(url).content.decode()


def test_a_confirmation_of_long_ago_does_not_show_a_number(client, admin, cadre):
    url = reverse("cadres:number-reveal", args=[cadre.pk, "phone"])
    confirm(client, admin)

    with time_machine.travel(time.time() + 3600, tick=False):
        answer = client.post(url, {"reason": "核对任免审批表"})

    assert answer.status_code == 302
    assert Entry.objects.filter(act="reveal_number").count() == 0


def test_reveal_is_for_the_county_admin_and_known_numbers(client, cadre, unit):
    client.force_login(holder(Role.DECIDER, unit.county))
    url = reverse("cadres:number-reveal", args=[cadre.pk, "phone"])
    assert client.post(url, {"reason": "核对任免审批表"}).status_code == 403
    assert client.get(reverse("cadres:number-reveal", args=[cadre.pk, "name"])).status_code == 404


def test_unit_page_names_its_head_and_its_units(client, admin, unit, cadre):
    PostFactory(cadre=CadreFactory(unit=unit, name="李四"), unit=unit, title="镇长", is_head=True)
    UnitFactory(county=unit.county, parent=unit, name="党政办", kind="SECTION")

    text = client.get(reverse("cadres:unit", args=[unit.pk])).content.decode()

    assert "李四（镇长）" in text
    assert "党政办" in text
