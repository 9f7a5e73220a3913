"""What the archive says of the gate's conditions: failed years, protections."""

from datetime import date
from typing import Any

from assessment.queries import gate
from cadres.enums import CivilRating, InstitutionRating, ProtectionKind

_FAILED = {CivilRating.INCOMPETENT, InstitutionRating.UNQUALIFIED}


def failed_years(cadre: Any, on: date) -> int:
    """Answer how many years running, up to the newest rated before a day, were failed."""
    rows = cadre.ratings.filter(year__lt=on.year).order_by("-year")
    count, expected = 0, None
    for row in rows:
        is_next = expected is None or row.year == expected
        if not is_next or (row.civil or row.institution) not in _FAILED:
            break
        count, expected = count + 1, row.year - 1
    return count


def protections(cadre: Any, on: date) -> set[str]:
    """Answer the kinds of protection in force on a day."""
    return set(cadre.protections.in_force(on).values_list("kind", flat=True))


def bars(kinds: set[str]) -> frozenset[str]:
    """Answer the bars to a dismissal that the protections are."""
    return frozenset(filter(None, map(gate.bar_of, kinds)))


def is_investigated(kinds: set[str]) -> bool:
    """Answer whether an investigation is on record."""
    return ProtectionKind.INVESTIGATION in kinds
