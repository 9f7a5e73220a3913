"""Summaries that come again and again: which days, made once each, begun and stopped by one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import accounts
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.jobs.models import Job
from recall.models import Campaign
from reports import tasks
from reports.enums import RhythmKind
from reports.models import Summary, SummaryDate, SummaryRhythm
from reports.queries import due
from reports.queries import rhythms as queries
from reports.services import rhythms, schedules
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory
from tests.reports.test_pages import NOW

pytestmark = pytest.mark.django_db
TODAY = legal_day(NOW)


@pytest.fixture
def campaign(book):
    return book(11, 20).campaign


@pytest.fixture
def admin(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def begin(campaign, by, kind=RhythmKind.QUARTERLY, days=0):
    return rhythms.begin(campaign, kind=kind, days=days, by=by, at=NOW)


def closed(campaign, by, at):
    Campaign.objects.filter(pk=campaign.pk).update(closed_by=by, closed_at=at)


def sweep(at):
    tasks.order_summaries(at)
    worker.drain(tasks.LANE, at=at, seconds=60)


def days_of(kind, start, years=3):
    """Answer by walking day by day which ends of periods lie in some years."""
    months = {3, 6, 9, 12} if kind == RhythmKind.QUARTERLY else {12}
    walked = (start + timedelta(days=n) for n in range(366 * years))
    return [
        day
        for day in walked
        if day.month in months and (day + timedelta(days=1)).month != day.month
    ]


@pytest.mark.parametrize("kind", [RhythmKind.QUARTERLY, RhythmKind.YEARLY])
def test_days_of_a_period_are_its_ends_as_walked_day_by_day(campaign, admin, kind):
    rhythm = begin(campaign, admin, kind)
    ends = days_of(kind, TODAY)
    last = ends[-1]

    assert [on for _row, on in queries.over(rhythm, today=last)] == ends[:-1]
    assert [on for _row, on in queries.over(rhythm, today=last + timedelta(days=1))] == ends
    assert queries.coming(rhythm, today=ends[0]) == ends[0]
    assert queries.coming(rhythm, today=ends[0] + timedelta(days=1)) == ends[1]


def test_period_is_of_the_campaign_launched_last_by_then(campaign, admin):
    rhythm = begin(campaign, admin)
    first, second = days_of(RhythmKind.QUARTERLY, TODAY)[:2]
    later = Campaign.objects.get(pk=campaign.pk)
    later.pk, later.title, later.code = None, "下一批", "second"
    later.launched_at = NOW + (second - TODAY)
    later.save(force_insert=True)

    made = queries.over(rhythm, today=second + timedelta(days=1))

    assert made == [(campaign, first), (later, second)]


def test_summary_is_made_once_a_quarter_and_missed_ones_are_made_up_for(campaign, admin):
    begin(campaign, admin)
    first, second = days_of(RhythmKind.QUARTERLY, TODAY)[:2]

    sweep(NOW + (first - TODAY))
    on_the_day = SummaryDate.objects.count()
    for _time in range(3):
        sweep(NOW + (second - TODAY) + timedelta(days=1))

    days = SummaryDate.objects.order_by("on")
    assert on_the_day == 0
    assert [(row.on, row.summary.as_of) for row in days] == [(first, first), (second, second)]
    assert {row.ordered_by.is_system for row in days} == {True}
    assert Summary.objects.count() == 2


def test_days_after_closing_are_counted_from_the_closed_campaign(campaign, admin):
    rhythm = begin(campaign, admin, RhythmKind.AFTER_CLOSE, 30)
    before = queries.coming(rhythm, today=TODAY)
    closed(campaign, admin, NOW)

    due = TODAY + timedelta(days=30)
    sweep(NOW + timedelta(days=30))
    on_the_day = SummaryDate.objects.count()
    sweep(NOW + timedelta(days=31))

    assert (before, queries.coming(rhythm, today=TODAY)) == (None, due)
    assert queries.coming(rhythm, today=due + timedelta(days=1)) is None
    assert (on_the_day, SummaryDate.objects.get().on) == (0, due)


def test_day_before_the_beginning_is_not_made(campaign, admin):
    closed(campaign, admin, NOW - timedelta(days=31))
    begin(campaign, admin, RhythmKind.AFTER_CLOSE, 30)

    sweep(NOW + timedelta(days=40))

    assert not SummaryDate.objects.exists()


def test_day_ordered_by_hand_stands_for_it(campaign, admin):
    rhythm = begin(campaign, admin)
    end = days_of(RhythmKind.QUARTERLY, TODAY)[0]
    by_hand = schedules.order(campaign, on=end, by=admin, at=NOW)
    after = NOW + (end - TODAY) + timedelta(days=1)

    made = rhythms.see_to(rhythm, by=accounts.system_user(), at=after)

    assert made == []
    assert SummaryDate.objects.get() == by_hand


def failing_for(county):
    """Answer what tells the days of all rhythms but of one county's, over which it stumbles."""
    over = queries.over

    def days(rhythm, *, today):
        if rhythm.county_id == county:
            raise RuntimeError("张三")
        return over(rhythm, today=today)

    return days


@pytest.mark.parametrize("at_once", [20, 1])
def test_failing_rhythm_stops_no_other_and_is_tried_again_next_day(
    campaign, admin, book, client, monkeypatch, caplog, at_once
):
    other = book(12, 5).campaign
    begin(campaign, admin)
    begin(other, holder(Role.COUNTY_ADMIN, other.county))
    monkeypatch.setattr(tasks, "DUE", at_once)
    now = timezone.now()

    with monkeypatch.context() as patch:
        patch.setattr(queries, "over", failing_for(campaign.county_id))
        for _time in range(2):
            tasks.order_summaries(now)
        for minute in range(6):
            worker.drain(tasks.LANE, at=now + timedelta(minutes=minute), seconds=60)
    dead = Job.objects.dead().get(kind=due.RHYTHM)
    client.force_login(admin)
    page = client.get(reverse("reports:campaign", args=[campaign.pk])).content.decode()
    campaigns = set(SummaryDate.objects.values_list("campaign", flat=True))
    tasks.order_summaries(now + timedelta(days=1))
    worker.drain(tasks.LANE, at=now + timedelta(days=1), seconds=60)

    assert campaigns == {other.pk}
    assert (dead.attempts, "张三" in dead.last_error + caplog.text) == (5, False)
    assert f"rhythm:{SummaryRhythm.objects.order_by('pk')[0].pk}:" in dead.key
    assert page.count("多次不成时通知系统管理员") == 1
    assert SummaryDate.objects.filter(campaign=campaign).exists()


def test_rp_03_second_of_a_kind_is_refused_until_the_first_is_stopped(campaign, admin):
    row = begin(campaign, admin)

    with pytest.raises(RegulationBroken, match="RP-03"):
        begin(campaign, admin)
    rhythms.stop(row, by=admin, at=NOW)

    assert begin(campaign, admin).stopped_at is None


@pytest.mark.parametrize(
    ("kind", "days"),
    [(RhythmKind.AFTER_CLOSE, 0), (RhythmKind.AFTER_CLOSE, 366), (RhythmKind.YEARLY, 1)],
)
def test_rp_04_days_that_do_not_fit_the_kind_are_refused(campaign, admin, kind, days):
    with pytest.raises(RegulationBroken, match="RP-04"):
        begin(campaign, admin, kind, days)
    with pytest.raises(IntegrityError), transaction.atomic():
        SummaryRhythm.objects.create(
            county=campaign.county,
            kind=kind,
            days=days,
            begun_by=admin,
            begun_at=NOW,
            seen_on=TODAY,
        )


def test_stopped_rhythm_makes_none_and_is_stopped_once(campaign, admin):
    row = rhythms.stop(begin(campaign, admin), by=admin, at=NOW)
    later = NOW + timedelta(days=400)

    sweep(later)
    made = rhythms.see_to(row, by=accounts.system_user(), at=later)

    assert (made, SummaryDate.objects.exists()) == ([], False)
    with pytest.raises(StateConflict):
        rhythms.stop(row, by=admin, at=NOW)
    with pytest.raises(Exception, match="stopped_once"), transaction.atomic():
        SummaryRhythm.objects.filter(pk=row.pk).update(seen_on=TODAY)


def test_reader_neither_begins_nor_stops(campaign, admin):
    reader, row = holder(Role.READER, campaign.county), begin(campaign, admin)

    with pytest.raises(NotAllowed):
        begin(campaign, reader, RhythmKind.YEARLY)
    with pytest.raises(NotAllowed):
        rhythms.stop(row, by=reader, at=NOW)


def test_page_begins_shows_the_next_day_and_stops(client, campaign, admin):
    client.force_login(admin)
    page = reverse("reports:campaign", args=[campaign.pk])
    address = reverse("reports:rhythm-begin", args=[campaign.pk])

    answers = [client.post(address, {"kind": kind}) for kind in ("YEARLY", "YEARLY", "x", "")]
    row = SummaryRhythm.objects.get()
    there = client.get(page).content.decode()
    stop = reverse("reports:rhythm-stop", args=[campaign.pk, row.pk])
    stopped = [client.post(stop).status_code for _time in range(2)]
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))

    assert [answer.status_code for answer in answers] == [302, 422, 422, 422]
    assert f"{date.today().year}年12月31日" in there
    assert (stopped, client.post(stop).status_code) == ([302, 409], 404)
