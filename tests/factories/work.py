"""Months of attendance at work, entered by the act itself."""

from datetime import date
from typing import Any

from accounts.enums import Role
from evidence.models import WorkMonth
from evidence.services import work
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.moments import NOW

APRIL = date(2018, 4, 1)
FIGURES = {
    "due_days": 21,
    "absent_days": 0,
    "absent_running": 0,
    "late_times": 0,
    "leave_days": 0,
}
SOURCE = "办公室4月考勤表"


def month(
    cadre: Any = None, on: date = APRIL, *, by: Any = None, at: Any = NOW, **given: Any
) -> WorkMonth:
    """Enter a month of somebody; figures not given are none."""
    cadre = cadre or PostFactory().cadre
    told: dict[str, Any] = {"source": SOURCE, **FIGURES, **given}
    by = by or holder(Role.UNIT_CLERK, cadre.unit)
    return work.enter(cadre.unit, cadre=cadre, month=on, by=by, at=at, **told)


def corrected(row: WorkMonth, *, reason: str = "补交了请假条", **given: Any) -> WorkMonth:
    """Correct a month by who entered it; figures not given stay."""
    told = {name: getattr(row, name) for name in FIGURES} | given
    return work.correct(row, reason=reason, by=row.entered_by, at=NOW, **told)
