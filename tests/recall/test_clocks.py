"""Clocks of a matter: begun and ended by its acts, paused, extended, one last day."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from core import dates
from core.errors import NotAllowed, RegulationBroken
from recall.models import Case, Clock, ClockPause, Nomination
from recall.services import clocks, verifications
from tests.factories.accounts import holder
from tests.factories.recall import (
    heard_nomination,
    served_case,
    submitted_nomination,
    verified_nomination,
)
from tests.factories.units import CountyFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
WHY = "等待县医院出具鉴定意见"


def admin(row):
    return holder(Role.COUNTY_ADMIN, row.county)


def running(matter):
    return Clock.objects.running().get(
        **{"case" if isinstance(matter, Case) else "nomination": matter}
    )


def day(days):
    return NOW + timedelta(days=days)


def refused(code, act, clock, /, **given):
    with pytest.raises(RegulationBroken) as error:
        act(clock, by=given.pop("by", None) or admin(clock), at=given.pop("at", NOW), **given)
    assert error.value.number == code


@pytest.fixture
def nomination():
    return submitted_nomination()


@pytest.fixture
def clock(nomination):
    return running(nomination)


def pause(clock, days=0, **given):
    told = {"reason": "EVIDENCE", "note": WHY} | given
    return clocks.pause(clock, by=admin(clock), at=day(days), **told)


@pytest.mark.parametrize(
    ("made", "kinds"),
    [
        (submitted_nomination, ["VERIFY"]),
        (verified_nomination, ["VERIFY", "SERVE", "REPLY"]),
        (heard_nomination, ["VERIFY", "SERVE", "REPLY", "DECIDE"]),
    ],
)
def test_each_act_ends_one_clock_and_begins_the_next(made, kinds):
    matter = made()

    rows = Clock.objects.filter(nomination=matter).order_by("pk")

    assert [row.kind for row in rows] == kinds
    assert [row.ended_at is None for row in rows] == [False] * (len(kinds) - 1) + [True]
    assert rows.last().due_on == matter.due_on


def test_notice_has_a_clock_until_it_is_served():
    case = served_case()

    (row,) = Clock.objects.filter(case=case)

    assert (row.kind, row.days) == ("SERVE", case.campaign.serve_days)
    assert row.ended_at == case.receipt.served_at
    assert not Clock.objects.running().filter(nomination=case.nomination).exists()


def test_pause_takes_the_last_day_away_and_resuming_adds_the_days(nomination, clock):
    clock = pause(clock)
    assert clock.due_on is None
    assert Nomination.objects.get(pk=nomination.pk).due_on is None

    clock = clocks.resume(clock, by=admin(clock), at=day(6))

    last = legal = dates.legal_day(day(6))
    expected = dates.term_end(clock.from_on, clock.days, pauses=[(TODAY, last)])
    assert clock.due_on == expected == Nomination.objects.get(pk=nomination.pk).due_on
    assert legal > TODAY


def test_extension_adds_working_days_once(nomination, clock):
    clock = clocks.extend(clock, days=10, reason=WHY, by=admin(clock), at=NOW)

    assert clock.due_on == dates.add_working_days(clock.from_on, clock.days + 10)
    assert Nomination.objects.get(pk=nomination.pk).due_on == clock.due_on


def test_act_of_the_matter_ends_a_pause_with_its_clock(nomination, clock):
    pause(clock)
    row = Nomination.objects.get(pk=nomination.pk)

    clocks.end(row, by=admin(row), at=day(3))

    (rest,) = ClockPause.objects.all()
    assert rest.until_on == dates.legal_day(day(3))
    assert not Clock.objects.running().exists()


def test_paused_reply_term_does_not_lapse():
    nomination = verified_nomination()
    pause(running(nomination))

    with pytest.raises(RegulationBroken) as error:
        verifications.lapse(nomination, by=nomination.verified_by, at=day(60))
    assert error.value.number == "RC-17"


def test_subject_and_strangers_do_not_touch_a_clock(clock):
    for user in (holder(Role.DECIDER, clock.county), holder(Role.COUNTY_ADMIN, CountyFactory())):
        with pytest.raises(NotAllowed):
            clocks.pause(clock, reason="OTHER", note=WHY, by=user, at=NOW)
    subject = admin(clock)
    type(clock.cadre).objects.filter(pk=clock.cadre_id).update(user=subject)
    with pytest.raises(NotAllowed, match="本人"):
        clocks.pause(Clock.objects.get(pk=clock.pk), reason="OTHER", note=WHY, by=subject, at=NOW)


def test_tm_01_clock_that_ended(nomination, clock):
    clocks.end(nomination, by=admin(nomination), at=NOW)
    refused("TM-01", clocks.pause, clock, reason="OTHER", note=WHY)


def test_tm_02_pause_of_a_paused_clock(clock):
    refused("TM-02", clocks.pause, pause(clock), reason="OTHER", note=WHY)


def test_tm_03_pause_without_a_reason_in_words(clock):
    refused("TM-03", clocks.pause, clock, reason="OTHER", note="有事")


def test_tm_04_resuming_what_goes(clock):
    refused("TM-04", clocks.resume, clock)


def test_tm_05_second_extension(clock):
    row = clocks.extend(clock, days=1, reason=WHY, by=admin(clock), at=NOW)
    refused("TM-05", clocks.extend, row, days=1, reason=WHY)


@pytest.mark.parametrize("days", [0, 11])
def test_tm_06_extension_of_too_many_days(clock, days):
    refused("TM-06", clocks.extend, clock, days=days, reason=WHY)


def test_tm_07_extension_after_the_last_day(clock):
    refused("TM-07", clocks.extend, clock, days=5, reason=WHY, at=day(90))


def test_tm_08_pause_after_the_last_day(clock):
    refused("TM-08", clocks.pause, clock, reason="OTHER", note=WHY, at=day(90))


def test_database_keeps_one_running_clock_and_what_ended(nomination, clock):
    copy = {name: getattr(clock, name) for name in ("county_id", "cadre_id", "from_on", "days")}
    rows = Clock.objects.filter(pk=clock.pk)
    for write in (
        lambda: Clock.objects.create(nomination=nomination, kind="REPLY", begun_at=NOW, **copy),
        lambda: rows.update(days=90),
        lambda: rows.update(extra_days=3),
        rows.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    clocks.end(nomination, by=admin(nomination), at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(ended_at=None)


def test_redraw_moves_the_last_days_that_a_new_calendar_moves(nomination, clock, monkeypatch):
    holiday = clock.due_on
    real = dates.is_working_day
    monkeypatch.setattr(dates, "is_working_day", lambda on: on != holiday and real(on))

    moved = clocks.redraw(year=holiday.year, by=admin(clock), at=NOW)

    assert moved == 1
    assert Nomination.objects.get(pk=nomination.pk).due_on > holiday
    assert clocks.redraw(year=holiday.year, by=admin(clock), at=NOW) == 0


def test_redraw_shortens_the_departments_terms_and_never_the_persons(
    nomination, clock, monkeypatch
):
    reply = running(verified_nomination())
    monkeypatch.setattr(dates, "is_working_day", lambda _on: True)

    moved = clocks.redraw(year=TODAY.year, by=admin(clock), at=NOW)

    assert moved == 1
    assert running(nomination).due_on == clock.from_on + timedelta(days=clock.days)
    assert Clock.objects.get(pk=reply.pk).due_on == reply.due_on


def test_redraw_takes_fifty_at_a_time_until_none_is_left(nomination, clock, monkeypatch):
    monkeypatch.setattr(clocks, "SLICE", 1)
    second = submitted_nomination()
    monkeypatch.setattr(dates, "is_working_day", lambda _on: True)
    given = {"year": TODAY.year, "by": admin(clock), "at": NOW}

    assert [clocks.redraw(**given) for _turn in range(3)] == [1, 1, 0]
    assert running(second).due_on < clock.due_on
