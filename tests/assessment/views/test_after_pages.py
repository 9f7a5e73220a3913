"""The pages of follow-up and of bans."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import BanInquiry, FollowUp, Outcome
from core.dates import legal_day
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.rows import many

pytestmark = pytest.mark.django_db
DAY = legal_day(assess.LATER).isoformat()


def at(name, *args):
    return reverse(f"assessment:{name}", args=args)


@pytest.fixture
def case(world):
    row = assess.decide(world, assess.concluded(world).case, effect_until_on=date(2030, 12, 31))
    assess.serve(world, row)
    return Outcome.objects.get(pk=row.pk).case


def test_a_visit_is_written_down_and_read_by_the_person(client, world, case):
    client.force_login(world.manager)
    row = case.follow_ups.order_by("months").first()
    page = at("follow-up", row.pk)
    assert page in client.get(at("after-case", case.pk)).content.decode()
    form = {"visited_on": DAY, "visitor": "韩磊", "standing": "WELL", "own_words": "愿意留任"}

    assert client.post(page, form | {"findings": "好"}).status_code == 422
    told = form | {"findings": "走访单位和群众，评价好"}
    assert client.post(page, told).url == at("after-case", case.pk)

    assert "愿意留任" in client.get(at("after-case", case.pk)).content.decode()
    client.force_login(case.subject)
    own = client.get(at("own-result", case.pk)).content.decode()
    assert ("愿意留任" in own, "走访单位" in own, "2030" in own) == (True, False, True)
    assert client.get(at("after-case", case.pk)).status_code == 404


def test_an_office_asks_by_name_and_is_told_until_when_and_no_ground(client, world, case):
    head = training.holder(Role.UNIT_HEAD, world.unit)
    client.force_login(head)
    form = {"name": case.cadre.name, "kind": "AWARD", "purpose": "拟推荐为先进个人"}

    assert client.post(at("ban-ask"), form | {"kind": "LABEL"}).status_code == 422
    assert client.post(at("ban-ask"), form | {"name": "查无此人"}).status_code == 422
    page = client.post(at("ban-ask"), form).url
    told = client.get(page).content.decode()

    assert case.cadre.name not in page
    assert ("2030年12月31日" in told, "为止不可以" in told) == (True, True)
    client.force_login(world.admin)
    assert client.get(page).status_code == 404
    assert BanInquiry.objects.count() == 1


def test_asking_is_for_the_offices(client, world):
    client.force_login(world.manager)

    assert client.get(at("ban-ask")).status_code == 403


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same(client, world, case, count, django_assert_max_num_queries):
    many(FollowUp, case.follow_ups.first(), count, months=lambda n: n + 20)
    client.force_login(world.manager)

    with django_assert_max_num_queries(12):
        answer = client.get(at("follow-up-list"))

    assert len(answer.content) <= 60_000


@pytest.mark.parametrize("view", ["due", "late", "done", "all", "nonsense"])
def test_views_of_the_list(client, world, case, view):
    client.force_login(world.manager)

    shown = client.get(at("follow-up-list"), {"view": view}).content.decode()

    assert (case.cadre.name in shown) is (view != "done")
