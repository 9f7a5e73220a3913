"""Whose term is over: found in SQL by kind, with the day from which the term ran."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q

from cadres.models import Protection
from core import dates
from core.documents.models import Document, DocumentState
from keeping.enums import RecordKind
from keeping.queries import trees
from recall.enums import CaseState, NominationState
from recall.models import Case, Nomination
from units.models import Jurisdiction

ENDED = (CaseState.CLOSED, CaseState.REVOKED)
FALLEN = (NominationState.REJECTED, NominationState.WITHDRAWN)


@dataclass(frozen=True)
class Due:
    """One row whose term is over: its key, from when the term ran, and its last day's morrow."""

    row_id: int
    from_on: date
    due_on: date


def found(county: Jurisdiction, kind: str, years: int, on: date) -> list[Due]:
    """Answer what of a kind is due in a county on a day, the longest due first."""
    if kind in trees.TREES:
        ended = trees.TREES[kind].over(county, years, on)
    else:
        ended = _FINDERS[kind](county, on)
    told = (Due(pk, first, _plus(first, years)) for pk, first in ended)
    return sorted(
        (one for one in told if one.due_on <= on), key=lambda one: (one.due_on, one.row_id)
    )


def _plus(first: date, years: int) -> date:
    return dates.add_months(first, 12 * years)


def _next_year(ended: date) -> date:
    return date(ended.year + 1, 1, 1)


def _recalled(county: Jurisdiction, on: date) -> Iterable[tuple[int, date]]:
    rows = Case.objects.filter(county=county, state__in=ENDED, closed_at__year__lt=on.year)
    effects = rows.annotate(
        banned=Max("bans__until_on"),
        paid=Max("pay_effects__until_month"),
        observed=Max("outcome__observation__until_on"),
    )
    told = effects.values_list("nomination", "closed_at", "banned", "paid", "observed")
    for pk, closed_at, *ends in told:
        closed = [dates.legal_day(closed_at)] if closed_at else []
        yield pk, _next_year(max([*closed, *(day for day in ends if day)]))


def _not_recalled(county: Jurisdiction, on: date) -> Iterable[tuple[int, date]]:
    rows = Nomination.objects.filter(county=county, state__in=FALLEN, case=None)
    told = rows.annotate(ended=Max("steps__at"), cleared=Max("rehabilitation__closed_at"))
    for pk, *moments in told.values_list("pk", "ended", "cleared", "drafted_at"):
        yield pk, _next_year(max(dates.legal_day(at) for at in moments if at))


def _protected(county: Jurisdiction, on: date) -> Iterable[tuple[int, date]]:
    rows = Protection.objects.filter(cadre__unit__county=county, until_on__lt=on)
    for pk, until in rows.values_list("pk", "until_on"):
        if until is not None:
            yield pk, until + timedelta(days=1)


def _voided(county: Jurisdiction, on: date) -> Iterable[tuple[int, date]]:
    rows = Document.objects.filter(~Q(state=DocumentState.GONE), scope=county.code)
    for pk, at in rows.filter(voiding__isnull=False).values_list("pk", "voiding__at"):
        yield pk, _next_year(dates.legal_day(at))


_FINDERS: dict[str, Callable[[Jurisdiction, date], Iterable[tuple[int, date]]]] = {
    RecordKind.RECALLED: _recalled,
    RecordKind.NOT_RECALLED: _not_recalled,
    RecordKind.PROTECTED: _protected,
    RecordKind.VOIDED: _voided,
}
