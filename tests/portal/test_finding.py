"""Search: what is found, in which order, by whom, at what cost, and that the index keeps up."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.enums import COUNTY_ROLES, UNIT_ROLES, Role
from cadres.models import Cadre
from core.search.models import Word
from portal.queries import finding
from schemes.models import Ground
from schemes.services import grounds
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import approved_nomination, open_campaign, served_case
from tests.factories.rows import many
from tests.factories.units import CountyFactory, UnitFactory

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def unit():
    return UnitFactory(county=CountyFactory(name="石泉县"), name="县财政局")


@pytest.fixture
def admin(unit):
    return holder(Role.COUNTY_ADMIN, unit.county)


def titles(user, text, kind=""):
    return [row.title for row in finding.found(user, text, kind=kind)]


@pytest.mark.parametrize(
    "text",
    [
        "曾小明",
        "小明",
        "明",
        "曾",
        "zeng xiaoming",
        "zeng xiao",
        "cengxiao",
        "zxm",
        "XM",
        "\uff5axm",
    ],
)
def test_person_is_found_by_signs_pinyin_and_initials(unit, admin, text):
    CadreFactory(unit=unit, name="曾小明")
    CadreFactory(unit=unit, name="李四")

    assert titles(admin, text) == ["曾小明"]


def test_rare_signs_are_found(unit, admin):
    CadreFactory(unit=unit, name="㛃𬱟")
    CadreFactory(unit=unit, name="𠮷\U00020001")

    assert titles(admin, "𬱟") == ["㛃𬱟"]
    assert titles(admin, "\U00020001") == ["𠮷\U00020001"]


def test_exact_comes_before_prefix_and_prefix_before_inside(unit, admin):
    for name in ("王小明", "小明德", "小明", "李小明"):
        CadreFactory(unit=unit, name=name)

    assert titles(admin, "小明") == ["小明", "小明德", "王小明", "李小明"]


def test_units_cases_and_grounds_are_found_beside_people(admin, unit):
    grounds.import_grounds()
    case = served_case(open_campaign(unit))
    person = case.cadre
    Cadre.objects.filter(pk=person.pk).update(name="赵财政")
    ground = Ground.objects.order_by("pk").first()

    found = finding.found(admin, "财政")

    assert [(row.kind, row.pk) for row in found] == [
        ("cadre", person.pk),
        ("unit", unit.pk),
        ("case", case.pk),
    ]
    assert case.pk in [row.pk for row in finding.found(admin, case.notice.reference, kind="case")]
    assert ground.pk in [row.pk for row in finding.found(admin, ground.title, kind="ground")]


def test_nothing_of_another_county_or_unit_is_found(unit, admin):
    CadreFactory(unit=unit, name="钱远近")
    next_door = UnitFactory(county=unit.county, name="县水利局")
    clerk = holder(Role.UNIT_CLERK, next_door)

    assert titles(admin, "钱远近") == ["钱远近"]
    assert titles(holder(Role.COUNTY_ADMIN, CountyFactory()), "钱远近") == []
    assert titles(clerk, "钱远近") == []
    assert titles(clerk, "财政局") == []
    assert titles(clerk, "水利局") == ["县水利局"]
    assert titles(UserFactory(), "钱") == []


def test_unit_is_found_by_its_credit_code(unit, admin):
    type(unit).objects.filter(pk=unit.pk).update(credit_code="11610922MB1234567X")

    assert titles(admin, "11610922mb") == ["县财政局"]


def test_person_without_a_grant_finds_only_themself(unit):
    me = CadreFactory(unit=unit, name="孙自己")
    CadreFactory(unit=unit, name="孙别人")

    assert titles(me.user, "孙") == ["孙自己"]


def test_own_case_is_not_found_by_its_subject(unit):
    case = served_case(open_campaign(unit))

    assert [row.kind for row in finding.found(case.subject, case.cadre.name)] == ["cadre"]


@pytest.mark.parametrize("role", [*COUNTY_ROLES, *UNIT_ROLES])
def test_every_role_finds_exactly_the_rows_it_may_open(unit, role):
    case = served_case(open_campaign(unit))
    user = holder(role, unit.county if role in COUNTY_ROLES else unit)
    wanted = {
        "cadre": case.cadre.name,
        "unit": unit.name,
        "case": case.notice.reference,
    }

    for kind, text in wanted.items():
        found = {row.pk for row in finding.found(user, text, kind=kind)}
        row = {"cadre": case.cadre, "unit": unit, "case": case}[kind]
        assert (row.pk in found) is finding.seen_by(user)[kind].filter(pk=row.pk).exists(), kind


def test_index_follows_name_unit_case_and_end(unit, admin):
    abroad = holder(Role.COUNTY_ADMIN, CountyFactory())
    cadre = served_case(open_campaign(unit)).cadre
    Cadre.objects.filter(pk=cadre.pk).update(name="冯改名")
    assert [row.kind for row in finding.found(admin, "fgm")] == ["cadre", "case"]

    far = UnitFactory(county_id=next(iter(abroad.counties(Role.COUNTY_ADMIN))))
    Cadre.objects.filter(pk=cadre.pk).update(unit=far)
    assert titles(abroad, "冯改名") == ["冯改名"]
    assert titles(admin, "冯改名", kind="cadre") == []

    type(far).objects.filter(pk=far.pk).update(county=unit.county)
    assert titles(admin, "冯改名", kind="cadre") == ["冯改名"]

    lone = CadreFactory(unit=unit, name="过客")
    lone.delete()
    assert not Word.objects.filter(word="过客").exists()


def test_refill_makes_the_same_words(unit, admin):
    approved_nomination(open_campaign(unit))
    words = Word.objects.order_by("pk").values_list("pk", "county_id", "place")
    before = list(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_refill()")

    assert before
    assert list(words) == before


@pytest.mark.parametrize(
    "text", ["", "%", "_", "·", "' OR 1=1 --", "\x00", "王" * 400, "%s %(word)s"]
)
def test_odd_questions_find_nothing(unit, admin, client, text):
    CadreFactory(unit=unit, name="周全")
    client.force_login(admin)

    answer = client.post(URL, {"q": text}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "周全" not in answer.text


def test_page_works_without_script_and_names_nobody_in_an_address(unit, admin, client):
    case = served_case(open_campaign(unit))
    client.force_login(admin)

    answer = client.post(URL, {"q": case.cadre.name})
    page = client.get(answer.url)

    assert answer.url == URL
    assert reverse("portal:dossier", args=[case.pk]) in page.text
    assert case.cadre.name in page.text
    assert (
        case.cadre.name not in client.get(f"{URL}?q={case.cadre.name}&forget=1", follow=True).text
    )


@pytest.mark.parametrize("count", [10, 1000])
def test_fragment_costs_at_most_six_queries_and_thirty_kilobytes(
    unit, admin, client, count, django_assert_max_num_queries
):
    grounds.import_grounds()
    served_case(open_campaign(unit))
    post = PostFactory(cadre__unit=unit, cadre__name="王长名")
    many(Cadre, post.cadre, count, user_id=lambda _n: None, name=lambda n: f"王长名{n}")
    client.force_login(admin)

    with django_assert_max_num_queries(6):
        answer = client.post(URL, {"q": "w"}, headers={"HX-Request": "true"})

    assert answer.text.count("<li>") >= 10
    assert "还有更多" in answer.text
    assert len(answer.content) < 30_000
    with django_assert_max_num_queries(6):
        alone = client.post(f"{URL}?kind=cadre", {"q": "w"}, headers={"HX-Request": "true"})
    assert alone.text.count("<li>") == min(count + 1, 50)
    assert len(alone.content) < 30_000
