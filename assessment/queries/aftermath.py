"""What others did because of a recall or an outcome: deductions in books, names on yellow lists.

Neither is planned by the calendar: a unit keeps its books and lists by itself, so they are found
in the rows, as money is (queries.pay). A row belongs to a decision if it was entered after it and
its words name it: what was decided, or the number of its paper.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import translation

from assessment.enums import OutcomeKind
from assessment.models import Appeal, Outcome, Reversal
from evidence.enums import ListColour
from evidence.models import BookEntry, ListEntry

_RECALL = "召回"
_ITEM, _LISTED = ("reason", "source", "item__title"), ("reason",)


class Named(NamedTuple):
    """One decision that fell: from when it could have an effect, and the words that name it."""

    since: datetime
    words: list[str]


def fallen(appeal: Appeal) -> list[Named]:
    """Answer the decisions that fall with what was appealed; with the recall its outcome too."""
    case, outcome = appeal.case, appeal.outcome
    if outcome is not None:
        return [_of_outcome(outcome)]
    decided = Outcome.objects.filter(case=case).select_related("document").first()
    recall = Named(case.opened_at, [_RECALL, *_number(case.notice)])
    return [recall, *([_of_outcome(decided)] if decided else [])]


def _of_outcome(row: Outcome) -> Named:
    with translation.override("zh-hans"):  # the rows are Chinese, whatever the screen speaks
        words = str(OutcomeKind(row.kind).label).partition("（")[0]
    return Named(row.decided_at, [words, *_number(row.document)])


def _number(document: Any) -> list[str]:
    return [document.reference] if document is not None and document.reference else []


def deductions(appeal: Appeal) -> QuerySet[BookEntry]:
    """Answer the points taken from the person because of what fell, and the vetoes, that stand."""
    rows = BookEntry.objects.standing().filter(member__cadre=appeal.case.cadre_id)
    rows = rows.filter(Q(points__lt=0) | Q(item__is_veto=True))
    rows = rows.filter(_because(appeal, "entered_at", _ITEM))
    return rows.select_related("member__book__unit", "item").order_by("pk")


def exposures(appeal: Appeal) -> QuerySet[ListEntry]:
    """Answer where the person is put up for criticism because of what fell, and not yet down."""
    rows = ListEntry.objects.filter(cadre=appeal.case.cadre_id, colour=ListColour.YELLOW)
    rows = rows.filter(_because(appeal, "proposed_at", _LISTED), withdrawn_at=None)
    return rows.select_related("list", "unit").order_by("pk")


def _because(appeal: Appeal, day: str, columns: tuple[str, ...]) -> Q:
    found = Q(pk=None)
    for one in fallen(appeal):
        named = Q(pk=None)
        for word in one.words:
            for column in columns:
                named |= Q(**{f"{column}__contains": word})
        found |= Q(**{f"{day}__gte": one.since}) & named
    return found


def stands(line: Reversal) -> bool:
    """Answer whether the row of a book or a list that a line takes back is still in force."""
    if line.entry_id is not None:
        return BookEntry.objects.standing().filter(pk=line.entry_id).exists()
    return line.listed is not None and line.listed.withdrawn_at is None
