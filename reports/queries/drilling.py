"""From a figure of the board to its rows: by the very condition that counted them."""

from django.db.models import QuerySet

from assessment.models import Appeal
from recall.enums import NominationState
from recall.models import TakenSignal
from reports.queries import boards

CUTS = {"year": "year", "place": "county_id"}  # as the address says it → the column
SOURCE = "source"  # nominations that carry signals of a practice
NO_SOURCE = "none"
SOURCE_CODES = ("nominated", "recalled")


def ids(counties: set[int], *, cut: str, value: int, code: str) -> list[int]:
    """Answer the nominations that a figure of the board counts.

    :param cut: a key of `CUTS`
    :param code: one of `boards.OPEN`

    :raises KeyError: the board has no such figure
    """
    rows = boards.ids(counties, column=CUTS[cut], value=value)
    return [pk for pk, *told in rows if told[boards.OPEN.index(code)]]


def within(rows: QuerySet, counties: set[int], *, cut: str, value: str, code: str) -> QuerySet:
    """Answer those of the rows that a figure counts.

    :param value: a year, a county's id, or under `SOURCE` a practice, `NO_SOURCE` for no signal
    """
    if cut == SOURCE:
        return _with_signals(rows, counties, practice=value, code=code)
    return rows.filter(pk__in=ids(counties, cut=cut, value=int(value), code=code))


def _with_signals(rows: QuerySet, counties: set[int], *, practice: str, code: str) -> QuerySet:
    rows = rows.filter(county__in=counties, submission_count__gt=0)
    if code == "recalled":
        rows = rows.filter(state=NominationState.APPROVED)
    if practice == NO_SOURCE:
        return rows.exclude(pk__in=TakenSignal.objects.values("nomination"))
    carried = TakenSignal.objects.filter(signal__practice=practice)
    return rows.filter(pk__in=carried.values("nomination"))


def lasting(rows: QuerySet, counties: set[int], *, step: str) -> list[tuple[int, float]]:
    """Answer (id, days) of those of the rows that went through a step, the longest first.

    :param step: a key of `boards.STEPS`
    """
    mine = set(rows.filter(county__in=counties).values_list("pk", flat=True))
    return [one for one in boards.took(counties, step=step) if one[0] in mine]


def of_remedy(
    rows: QuerySet[Appeal], counties: set[int], *, remedy: str, state: str
) -> QuerySet[Appeal]:
    """Answer those of the appeals that a figure counts."""
    return rows.filter(case__county__in=counties, remedy=remedy, state=state)
