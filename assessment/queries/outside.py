"""Which routes lead outside, with the days that are published. Source: domain reference 3.3."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.enums import OutsideStep, Route
from assessment.models import OutsideTerm
from recall.models import Case


@dataclass(frozen=True)
class Terms:
    """A step outside; `days` are calendar days, None where the reference gives no count."""

    step: OutsideStep
    days: int | None
    basis: str


COURT = Terms(OutsideStep.COURT, 15, "公务员法第一百零五条")
_FIRST = {
    Route.EMPLOYED: Terms(OutsideStep.ARBITRATION, 60, "公务员法第一百零五条"),
    Route.ARBITRATION: Terms(OutsideStep.ARBITRATION, None, "调解仲裁的法律规定"),
}


def first_of(route: str) -> Terms | None:
    """Answer the first outside step of a route, None where it stays inside."""
    return _FIRST.get(Route(route))


def of_case(case: Case) -> Iterable[OutsideTerm]:
    """Answer the outside terms of a case in their order."""
    return OutsideTerm.objects.filter(outcome__case=case).order_by("pk")
