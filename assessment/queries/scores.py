"""The arithmetic of the comprehensive assessment; every number can say where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessment.enums import Part
from assessment.models import Assessment, Score

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Row:
    """One part of the sum: its weight as given and as used, its value, its contribution.

    `used_weight` is the weight after parts that do not apply have left; None for those parts.
    """

    part: str
    label: str
    weight: Decimal
    used_weight: Decimal | None
    score: Score | None

    @property
    def is_missing(self) -> bool:
        return self.score is None

    @property
    def exact(self) -> Decimal | None:
        """The contribution before any rounding; None where there is no value."""
        if self.used_weight is None or self.score is None or self.score.value is None:
            return None
        return self.used_weight * self.score.value / _HUNDRED

    @property
    def contribution(self) -> Decimal | None:
        """The contribution to the cent; the total is rounded once, from exact values."""
        return None if self.exact is None else cents(self.exact)


@dataclass(frozen=True)
class Sum:
    """All rows, the weighted mean over the parts present, and what is still missing.

    `used_weight` is the weight of the parts present, 100 when nothing is missing.
    """

    rows: list[Row]
    total: Decimal | None
    missing: list[str]
    is_renormalised: bool
    used_weight: Decimal


def label(part: str) -> str:
    """Answer a part's name; a part that only this campaign knows is shown by its code."""
    return str(Part(part).label) if part in Part.values else part


def sum_of(assessment: Assessment) -> Sum:
    """Answer the assessment's sum as it stands now."""
    return reckon(assessment.weights, assessment.scores.select_related("scored_by"))


def reckon(weights: dict[str, int], scores: Iterable[Score]) -> Sum:
    """Reckon the weighted mean over the parts that have a value.

    A missing part is not nought: it is left out and named. A part that does not apply leaves the
    sum and the other weights are scaled up to 100 per cent.
    """
    held = {score.part: score for score in scores}
    applies = {part for part in weights if part not in held or held[part].value is not None}
    base = sum((Decimal(str(weights[part])) for part in applies), Decimal(0))
    order = sorted(weights, key=_place)
    rows = [_row(part, weights, held.get(part), base, part in applies) for part in order]
    exact = [row.exact for row in rows if row.exact is not None]
    present = sum(
        (row.used_weight or Decimal(0) for row in rows if row.exact is not None), Decimal(0)
    )
    total = cents(sum(exact, Decimal(0)) * _HUNDRED / present) if present else None
    missing = [row.label for row in rows if row.is_missing]
    return Sum(rows, total, missing, len(applies) < len(weights), present)


def _place(part: str) -> tuple[int, str]:
    """Answer a part's place on the page: the order of the catalogue, then the campaign's own."""
    return (Part.values.index(part) if part in Part.values else len(Part), part)


def _row(part: str, weights: dict[str, int], score: Score | None, base: Decimal, on: bool) -> Row:
    weight = Decimal(str(weights[part]))
    used = weight * _HUNDRED / base if on and base else None
    return Row(part, label(part), weight, used, score)


def cents(number: Decimal) -> Decimal:
    """Round half up to two places, as school marks are."""
    return number.quantize(_CENT, ROUND_HALF_UP)
