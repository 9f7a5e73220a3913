"""The pages of clocks: who reads them, what they offer, where overdue terms go up."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import add_working_days, legal_day
from recall.models import Clock, Nomination
from recall.queries import clocks as queries
from recall.services import clocks
from tests.factories.accounts import holder
from tests.factories.recall import submitted_nomination
from tests.factories.rows import many
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
WHY = "等待县医院出具鉴定意见"


def at(name, *args, **query):
    return reverse(f"recall:{name}", args=args, query=query)


@pytest.fixture
def clock():
    return submitted_nomination().clocks.get()


@pytest.fixture
def fresh(clock):
    """Answer a term that begins today."""
    clocks.begin(
        clock.nomination, "VERIFY", days=15, by=clock.nomination.submitted_by, at=timezone.now()
    )
    return Clock.objects.running().get()


@pytest.fixture
def admin(client, clock):
    user = holder(Role.COUNTY_ADMIN, clock.county)
    client.force_login(user)
    return user


def test_admin_pauses_and_lets_go_on_from_the_page(client, fresh, admin):
    clock, page = fresh, at("clock", fresh.pk)
    assert at("clock-act", clock.pk, "pause") in client.get(page).content.decode()
    empty = client.post(at("clock-act", clock.pk, "pause"), {"reason": "ILLNESS", "note": "病"})
    client.post(at("clock-act", clock.pk, "pause"), {"reason": "ILLNESS", "note": WHY})

    told = client.get(page).content.decode()

    assert empty.status_code == 422
    assert "TM-03" in empty.content.decode()
    assert WHY in told
    assert "暂停中，恢复后重新计算" in told
    assert at("clock-act", clock.pk, "pause") not in told
    assert "期限已暂停" in client.get(at("nomination", clock.nomination_id)).content.decode()
    assert client.post(at("clock-act", clock.pk, "resume")).status_code == 302
    assert Clock.objects.get(pk=clock.pk).due_on is not None


def test_extension_is_refused_after_the_last_day(client, clock, admin):
    answer = client.post(at("clock-act", clock.pk, "extend"), {"days": 3, "reason": WHY})

    assert answer.status_code == 422
    assert "TM-07" in answer.content.decode()
    assert client.get(at("clock-act", clock.pk, "burn")).status_code == 404


def test_decider_reads_and_is_offered_nothing(client, clock):
    client.force_login(holder(Role.DECIDER, clock.county))

    told = client.get(at("clock", clock.pk)).content.decode()

    assert "clock-act" not in told
    assert at("clock-act", clock.pk, "pause") not in told
    assert client.post(at("clock-act", clock.pk, "resume")).status_code == 403


def test_head_of_the_unit_and_the_person_read_no_clock(client, clock):
    for user in (clock.nomination.submitted_by, clock.cadre.user):
        client.force_login(user)
        assert client.get(at("clock", clock.pk)).status_code == 404
        assert clock.cadre.name not in client.get(at("clock-list")).content.decode()


@pytest.mark.parametrize(("working_days", "level"), [(0, 0), (1, 1), (5, 1), (6, 2)], ids=str)
def test_overdue_term_goes_up_by_working_days(clock, working_days, level):
    on = add_working_days(clock.due_on, working_days)

    assert queries.level(clock, on) == level
    county = {clock.county_id}
    none, one = (0, None), (1, clock.due_on)
    assert queries.gone_up(county, reached=1, on=on) == (one if level >= 1 else none)
    assert queries.gone_up(county, reached=2, on=on) == (one if level == 2 else none)


def test_overdue_terms_stand_on_the_desks_of_admin_and_decider(client, clock):
    for role in (Role.COUNTY_ADMIN, Role.DECIDER):
        client.force_login(holder(role, clock.county))
        page = client.get(reverse("portal:home")).content.decode()
        assert "1 项期限已超，请督办" in page
        assert "今天到期" not in page
        assert at("clock-list", view="late") in page
    clocks.pause(clock, reason="OTHER", note=WHY, by=holder(Role.VERIFIER, clock.county), at=NOW)
    assert "项期限已超" not in client.get(reverse("portal:home")).content.decode()


def test_views_of_the_list_count_what_they_show(client, clock, admin):
    today = legal_day(timezone.now())
    Clock.objects.filter(pk=clock.pk).update(due_on=today + timedelta(days=1))
    views = {view: client.get(at("clock-list", view=view)) for view in ("soon", "late", "paused")}
    shown = {view: clock.cadre.name in page.content.decode() for view, page in views.items()}

    assert shown == {"soon": True, "late": False, "paused": False}


def test_term_in_a_year_without_a_calendar_says_that_it_is_estimated(client, clock, admin):
    Clock.objects.filter(pk=clock.pk).update(due_on=TODAY.replace(year=2050))

    assert "按周一至周五估算" in client.get(at("clock", clock.pk)).content.decode()


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same(client, clock, admin, count, django_assert_max_num_queries):
    nomination = clock.nomination
    told = {"token": lambda _n: uuid.uuid4(), "state": lambda _n: "WITHDRAWN"}
    many(Nomination, nomination, count, **told)
    pks = list(Nomination.objects.exclude(pk=nomination.pk).values_list("pk", flat=True))
    many(Clock, clock, count, nomination_id=lambda n: pks[n])

    with django_assert_max_num_queries(12):
        answer = client.get(at("clock-list"))

    assert len(answer.content) <= 60_000
