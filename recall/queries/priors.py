"""The prior record of five years: what the reader's own pages tell of a person, and no more.

Every source begins at the queryset that the pages of its practice begin at; what the reader may
not see is not counted either.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from cadres.models import AnnualRating, Cadre, Honour
from core import dates
from evidence.enums import EntryKind, ListColour, Practice
from evidence.models import BookEntry, ListEntry, Reminder
from recall.enums import CaseState, NominationState, PriorKind
from recall.models import Case, Nomination, Talk

YEARS = 5
LIMIT = 20  # rows of one source; the newest stay
QUERIES = 8  # one for each source, whatever the person's record
_WRONG = Q(rehabilitation__isnull=False) | Q(case__state=CaseState.REVOKED)


@dataclass(frozen=True)
class Prior:
    """One line: what, on which day, and the row (of points the sums of one book)."""

    kind: PriorKind
    on: date
    row: Any


@dataclass(frozen=True)
class Record:
    """The lines of a span, newest first; `is_cut` says that a source had more of them."""

    from_on: date
    until_on: date
    lines: list[Prior]
    is_cut: bool


def record(nomination: Nomination, user: Any, *, until_on: date) -> Record:
    """Answer the person's record as the user may see it, in QUERIES queries.

    The person concerned reads nothing here.

    :param nomination: the matter that is looked at; itself, its talks and its case stay out
    """
    span = (dates.add_months(until_on, -12 * YEARS), until_on)
    if nomination.subject_id == user.pk:  # own pages tell the person; this is the office's
        return Record(*span, [], False)
    found = [
        _reminders(nomination, user, span),
        _talks(nomination, user, span),
        _points(nomination, user, span),
        _nominations(nomination, user, span),
        _cases(nomination, user, span),
        _ratings(nomination, user, span),
        honours := _honours(nomination, user, span),
        _lists(nomination, user, span, {one.row.pk for one in honours}),
    ]
    lines = [line for rows in found for line in rows[:LIMIT]]
    lines.sort(key=lambda line: line.on, reverse=True)
    return Record(*span, lines, any(len(rows) > LIMIT for rows in found))


Span = tuple[date, date]


def _read(rows: QuerySet, order: str) -> list[Any]:
    return list(rows.order_by(f"-{order}", "-pk")[: LIMIT + 1])


def _reminders(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    rows = Reminder.objects.visible_to(user).filter(
        cadre=nomination.cadre_id, served_on__range=span
    )
    return [Prior(PriorKind.REMINDER, row.served_on, row) for row in _read(rows, "served_on")]


def _talks(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    """Talks that were held in other matters, none of which turned out to be wrong."""
    seen = Nomination.objects.visible_to(user).filter(cadre=nomination.cadre_id)
    seen = seen.exclude(_WRONG).exclude(pk=nomination.pk)
    rows = Talk.objects.filter(nomination__in=seen.values("pk"), next_on=None, on__range=span)
    return [Prior(PriorKind.TALK, row.on, row) for row in _read(rows, "on")]


def _points(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    """Deductions of score cards and negative lists, a line for each card, reversals taken out."""
    cards = Q(period__book__kind__in=[Practice.SCORE_CARD, Practice.NEGATIVE_LIST])
    against = Q(points__lt=0) | Q(item__is_veto=True)
    rows = BookEntry.objects.visible_to(user).standing().filter(cards, against)
    rows = rows.filter(member__cadre=nomination.cadre_id, kind=EntryKind.ITEM, on__range=span)
    sums = rows.order_by().values(
        "member", "period__book__kind", "period__book__title", "period__book__year"
    )
    sums = sums.annotate(
        last_on=Max("on"),
        total=Sum("points"),
        times=Count("pk"),
        vetoes=Count("pk", filter=Q(item__is_veto=True)),
        unsettled=Count("pk", filter=Q(period__final_at=None)),
    )
    told = list(sums.order_by("-last_on", "-member")[: LIMIT + 1])
    return [Prior(PriorKind.POINTS, row["last_on"], row) for row in told]


def _nominations(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    """Those that a meeting decided against.

    What verification rejected, or 澄清正名 took back, is held against nobody.
    """
    rows = Nomination.objects.visible_to(user).filter(
        cadre=nomination.cadre_id, state=NominationState.REJECTED, decision__held_on__range=span
    )
    rows = rows.exclude(_WRONG).exclude(pk=nomination.pk).select_related("decision", "campaign")
    return [
        Prior(PriorKind.NOMINATION, row.decision.held_on, row)
        for row in _read(rows, "decision__held_on")
    ]


def _cases(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    """Recalls that were not revoked."""
    rows = Case.objects.visible_to(user).filter(
        cadre=nomination.cadre_id, nomination__decision__held_on__range=span
    )
    rows = rows.exclude(state=CaseState.REVOKED).exclude(nomination=nomination)
    rows = rows.select_related("nomination__decision", "campaign")
    return [
        Prior(PriorKind.RECALL, row.nomination.decision.held_on, row)
        for row in _read(rows, "nomination__decision__held_on")
    ]


def _ratings(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    seen = Cadre.objects.visible_to(user).filter(pk=nomination.cadre_id)
    years = (span[0].year, span[1].year)
    rows = AnnualRating.objects.filter(cadre__in=seen.values("pk"), year__range=years)
    return [Prior(PriorKind.RATING, date(row.year, 12, 31), row) for row in _read(rows, "year")]


def _honours(nomination: Nomination, user: Any, span: Span) -> list[Prior]:
    """Commendations that were not taken back."""
    seen = Cadre.objects.visible_to(user).filter(pk=nomination.cadre_id)
    rows = Honour.objects.filter(
        cadre__in=seen.values("pk"), awarded_on__range=span, revoked_on=None
    )
    return [Prior(PriorKind.HONOUR, row.awarded_on, row) for row in _read(rows, "awarded_on")]


def _lists(nomination: Nomination, user: Any, span: Span, honours: set[int]) -> list[Prior]:
    """What was put up and not taken down; a praise that is told as a commendation is one line."""
    rows = ListEntry.objects.visible_to(user).filter(
        cadre=nomination.cadre_id, published_on__range=span, withdrawn_at=None
    )
    found = _read(rows.select_related("list"), "published_on")
    kinds = {ListColour.RED: PriorKind.RED, ListColour.YELLOW: PriorKind.YELLOW}
    return [
        Prior(kinds[ListColour(row.colour)], row.published_on, row)
        for row in found
        if row.honour_id is None or row.honour_id not in honours
    ]
