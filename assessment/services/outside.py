"""Acts on the routes outside: the term opens with the serving, a later one with the award."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessment import permissions
from assessment.enums import OutsideStep
from assessment.models import Outcome, OutsideTerm
from assessment.queries import outside as queries
from assessment.regulations import appeals as rules
from core import dates
from core.audit import trail
from core.workflow.engine import lock


def open_(outcome: Outcome, *, served_on: date, route: str, by: Any, at: datetime) -> None:
    """Open the outside term of an outcome that was served, where its route has one."""
    if terms := queries.first_of(route):
        _open(outcome, terms, from_on=served_on, by=by, at=at)


def _open(
    outcome: Outcome, terms: queries.Terms, *, from_on: date, by: Any, at: datetime
) -> OutsideTerm:
    last_on = dates.add_calendar_days(from_on, terms.days) if terms.days else None
    return OutsideTerm.objects.create(
        outcome=outcome,
        step=terms.step,
        basis=terms.basis,
        from_on=from_on,
        days=terms.days,
        last_on=last_on,
        opened_by=by,
        opened_at=at,
    )


def _locked(term: OutsideTerm, by: Any) -> OutsideTerm:
    case = lock(term.outcome.case)
    row = lock(term)
    permissions.keep_outside.check(by, case)
    return row


@transaction.atomic
def tell_filed(term: OutsideTerm, *, on: date, by: Any, at: datetime) -> OutsideTerm:
    """Write down the day on which the person applied to the commission or the court.

    Whether a late one is taken is not for the department to say.

    :raises RegulationBroken: AP-15 told before, AP-16 the day
    """
    row = _locked(term, by)
    rules.outside_is_told_once.check(row.filed_on)
    rules.outside_in_time_order.check(on, row.from_on, dates.legal_day(at))
    row.filed_on = on
    row.save(update_fields=["filed_on"])
    trail.record(row, "tell_outside_filed", by=by, at=at)
    return row


@transaction.atomic
def tell_award(term: OutsideTerm, *, on: date, by: Any, at: datetime) -> OutsideTerm:
    """Write down the day on which the award reached the person; the term of the court opens.

    :raises RegulationBroken: AP-15 told before, AP-16 the day, AP-17 nobody applied
    """
    row = _locked(term, by)
    rules.outside_is_told_once.check(row.ended_on)
    rules.outside_was_filed.check(row.filed_on, row.step)
    filed: Any = row.filed_on  # AP-17
    rules.outside_in_time_order.check(on, filed, dates.legal_day(at))
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    if row.step == OutsideStep.ARBITRATION and row.days:
        _open(row.outcome, queries.COURT, from_on=on, by=by, at=at)
    trail.record(row, "tell_outside_award", by=by, at=at)
    return row
