"""A confirmed calendar moves terms of units, lists and findings, and makes none shorter."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from core.jobs import worker
from evidence.enums import Practice
from evidence.models import InspectionFinding, ListEntry
from evidence.services import honour_lists
from recall.models import Challenge, Evasion
from recall.services import evasions
from tests.factories import books, inspections
from tests.factories import honour_lists as lists
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.moments import NOW, TODAY, YESTERDAY
from tests.recall.test_calendars import _fresh, confirmed
from tests.recall.test_challenges import WHY, admin, answered, ask, campaign, round_of, units, zero

__all__ = ["_fresh", "admin", "campaign", "units"]
pytestmark = pytest.mark.django_db
EVE = NOW.replace(year=2030, month=1, day=31)  # the third working day after is 5 February
SHORT = NOW.replace(year=2030, month=2, day=8)  # a made-up Sunday would end it a day earlier


def second(campaign):
    return holder("COUNTY_ADMIN", campaign.county)


def redraw(campaign, admin):
    confirmed(admin, second(campaign))
    worker.drain("terms", at=NOW, seconds=20.0)


def test_unit_terms_follow_and_answered_ones_stay(campaign, units, admin):
    for unit in units:
        zero(campaign, unit)
    open_, done = (ask(campaign, unit, admin, days=3, at=EVE) for unit in units[:2])
    answered(done)
    told = {"practice": Practice.FINDINGS, "from_on": YESTERDAY, "until_on": YESTERDAY}
    signal = raised_signal(PostFactory(cadre__unit=units[2]).cadre, **told)
    given = {"reason": WHY, "material": WHY, "days": 3, "by": admin, "at": EVE}
    row = evasions.conceal(round_of(campaign), unit=units[2], signal=signal, **given)
    before = {open_.due_on, done.due_on, row.hear_until_on}

    redraw(campaign, admin)

    assert len(before) == 1
    moved = Challenge.objects.get(pk=open_.pk).due_on
    assert moved > open_.due_on
    assert Challenge.objects.get(pk=done.pk).due_on == done.due_on
    assert Evasion.objects.get(pk=row.pk).hear_until_on == moved


def test_person_on_the_yellow_list_and_unit_of_a_finding_get_the_same_days(campaign, units, admin):
    row = lists.drawn(units[0], until_on=date(2030, 12, 31), objection_days=3)
    entry = lists.proposed(row)
    entry = honour_lists.tell(
        entry, told_on=EVE.date(), told_how="IN_PERSON", by=entry.proposed_by, at=EVE
    )
    inspection = inspections.inspected(campaign.county, answer_days=3)
    finding = inspections.sent(inspections.found(inspection, units[0]), at=EVE)
    assert entry.object_until_on == finding.answer_due_on

    redraw(campaign, admin)

    moved = ListEntry.objects.get(pk=entry.pk).object_until_on
    assert moved > entry.object_until_on
    assert InspectionFinding.objects.get(pk=finding.pk).answer_due_on == moved


def test_no_term_gets_shorter(campaign, units, admin):
    zero(campaign, units[0])
    row = ask(campaign, units[0], admin, days=1, at=SHORT)
    assert row.due_on == date(2030, 2, 11)

    redraw(campaign, admin)

    assert Challenge.objects.get(pk=row.pk).due_on == row.due_on
    assert TODAY + timedelta(days=1) < row.due_on


def test_no_told_day_moves_back_or_away_in_postgresql(campaign, units, admin):
    zero(campaign, units[0])
    challenge = ask(campaign, units[0], admin, days=3, at=EVE)
    row = lists.drawn(units[0], until_on=date(2030, 12, 31))
    entry = lists.proposed(row)
    told = {"told_on": EVE.date(), "told_how": "IN_PERSON", "by": entry.proposed_by, "at": EVE}
    entry = honour_lists.tell(entry, **told)
    finding = inspections.sent(inspections.found(inspections.inspected(campaign.county), units[0]))
    period = books.closed(books.opened_book())
    days = {
        (challenge, "due_on"),
        (entry, "object_until_on"),
        (finding, "answer_due_on"),
        (period, "objection_until_on"),
    }

    for held, column in days:
        rows, day = type(held).objects.filter(pk=held.pk), getattr(held, column)
        for change in (None, day - timedelta(days=1)):
            with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
                rows.update(**{column: change})
        assert rows.update(**{column: day + timedelta(days=1)}) == 1
