"""Findings of inspections at each stage, made by the acts themselves."""

from datetime import date
from typing import Any

from accounts.enums import Role
from evidence.enums import InspectionOutcome, InspectionSource
from evidence.models import Inspection, InspectionFinding
from evidence.services import inspections
from tests.factories.accounts import holder
from tests.factories.recall import GroundFactory
from tests.moments import NOW, YESTERDAY

SEEN = "上午九时，窗口三个工位无人，排队群众十余人。"


def inspected(county: Any, *, by: Any = None, **given: Any) -> Inspection:
    """Set a round of inspections up."""
    by = by or holder(Role.COUNTY_ADMIN, county)
    told = {"title": "作风建设明察暗访", "basis": "县委办〔2018〕3号", "answer_days": 5} | given
    return inspections.plan(county, by=by, at=NOW, **told)


def found(inspection: Inspection, unit: Any, *cadres: Any, **given: Any) -> InspectionFinding:
    """Enter a finding that names some people; the unit is not told yet."""
    told: dict[str, Any] = {
        "source": InspectionSource.SECRET,
        "seen_on": YESTERDAY,
        "place": "政务大厅",
        "seen": SEEN,
        "by": inspection.planned_by,
        "at": NOW,
    } | given
    told.setdefault("ground", None)
    told["ground"] = told["ground"] or GroundFactory()
    row = inspections.enter(inspection, unit=unit, **told)
    for cadre in cadres:
        inspections.add_person(row, cadre=cadre, by=row.found_by, at=told["at"])
    return row


def sent(finding: InspectionFinding, at: Any = NOW) -> InspectionFinding:
    return inspections.send(finding, by=finding.found_by, at=at)


def answered(finding: InspectionFinding, *, by: Any = None, at: Any = NOW) -> InspectionFinding:
    """Let the unit answer a finding of which it was told."""
    by = by or holder(Role.UNIT_HEAD, finding.unit)
    return inspections.answer(finding, text="情况属实，已责成整改。", by=by, at=at)


def closed(
    finding: InspectionFinding,
    outcome: str = InspectionOutcome.CONFIRMED,
    *,
    by: Any = None,
    at: Any = NOW,
) -> InspectionFinding:
    """Let another person of the department close a finding that was answered."""
    by = by or holder(Role.VERIFIER, finding.unit.county)
    told: dict[str, Any] = {"outcome": outcome, "opinion": "监控和考勤记录一致。"}
    return inspections.close(finding, by=by, at=at, **told)


def series(inspection: Inspection, unit: Any, counts: dict[int, int], *, year: int) -> None:
    """Tell the unit of so many findings in each month of a year; the rows are written at once."""
    ground = GroundFactory()
    rows = [
        InspectionFinding(
            inspection=inspection,
            unit=unit,
            source=InspectionSource.SECRET,
            seen_on=date(year, month, 1 + number % 28),
            place="政务大厅",
            seen=SEEN,
            ground=ground,
            found_by=inspection.planned_by,
            found_at=NOW,
            sent_by=inspection.planned_by,
            sent_at=NOW,
            answer_due_on=date(year, 12, 31),
        )
        for month, many in counts.items()
        for number in range(many)
    ]
    InspectionFinding.objects.bulk_create(rows)
