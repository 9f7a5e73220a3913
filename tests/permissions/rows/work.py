"""Attendance at work of the tables: of somebody without an account, and of the person concerned."""

from typing import Any

from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.work import corrected, month


def rows(where: Any) -> dict[str, Any]:
    """Answer a month of each, entered by the unit's clerk."""
    by = where.people["unit_clerk"]
    other = PostFactory(cadre=CadreFactory(unit=where.unit, user=None)).cadre
    return {
        "work_month": month(other, by=by, absent_days=1),
        "own_month": corrected(month(where.draft.cadre, by=by, late_times=2), late_times=1),
    }
