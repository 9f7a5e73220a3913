"""Which term of a kind is in force in a division."""

from keeping.enums import RecordKind
from keeping.models import Term
from keeping.queries import schedule
from units.models import Jurisdiction


def in_force(division: Jurisdiction) -> dict[str, int]:
    """Answer kind → years: the longest of the product's, the prefecture's and the county's newest.

    A prefecture's term is the least for its counties.
    """
    years = {kind.value: schedule.least(kind) for kind in RecordKind}
    for pk in (division.parent_id, division.pk):
        newest = Term.objects.confirmed().filter(division=pk).order_by("kind", "-decided_at", "-pk")
        for row in newest.distinct("kind") if pk else ():
            years[row.kind] = max(years[row.kind], row.years)
    return years


def floor(division: Jurisdiction, kind: str) -> int:
    """Answer the least that a division may set: the product's, or its prefecture's if longer."""
    rows = Term.objects.confirmed().filter(division=division.parent_id, kind=kind)
    newest = rows.order_by("-decided_at", "-pk").first()
    return max(schedule.least(kind), newest.years if newest else 0)
