"""What a decided outcome brings about: from its meeting on, its effects from their own day."""

from dataclasses import replace
from datetime import date

from assessment.enums import Consequence
from assessment.models import Outcome
from assessment.queries import consequences, gate
from assessment.queries.consequences import Line
from assessment.queries.observations import carried_out_on, in_force_since
from recall.models import Case


def of_case(case: Case) -> Outcome | None:
    """Answer the outcome decided in a case, with what tells from when it has effect."""
    rows = Outcome.objects.select_related("observation", "receipt", "case__nomination")
    return (
        rows.select_related("case__campaign__scheme_version__scheme", "case__cadre")
        .filter(case=case)
        .first()
    )


def calendar(outcome: Outcome) -> list[Line]:
    """Answer the dated lines of a decided outcome, in the order of the days.

    Approval, serving, remedy and visits count from the meeting that decided. The post changes
    with the meeting that carries out (CD-05); the ban is the one that is opened (BN-01), none
    without a last day of effect.
    """
    case = outcome.case
    nomination = case.nomination
    row = gate.ruling(outcome.kind, nomination.staff_kind, nomination.is_leading)
    lines = consequences.of_outcome(row, case.campaign, case.cadre.authority, on=outcome.held_on)
    told = [moved for line in lines if (moved := _moved(line, outcome)) is not None]
    return sorted(told, key=lambda line: line.from_on)


def _moved(line: Line, outcome: Outcome) -> Line | None:
    """Answer a line on the days that the outcome says; None for one that does not come about."""
    since = carried_out_on(outcome) or outcome.held_on
    if line.kind == Consequence.POST:
        return replace(line, from_on=since)
    if line.kind == Consequence.PRACTICE:
        return _until(line, since, outcome.ends_on or line.until_on)
    if line.kind == Consequence.BAN:
        return _until(line, in_force_since(outcome) or since, outcome.effect_until_on)
    return line


def _until(line: Line, since: date, until: date | None) -> Line | None:
    if until is None or until < since:
        return None
    return replace(line, from_on=since, until_on=until)
