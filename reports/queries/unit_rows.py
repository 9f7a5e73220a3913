"""Which units a campaign's figures of reporting count, and which measures those on units do."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from recall.enums import UnitState
from recall.models import Campaign, UnitMeasure
from recall.queries import compliance
from recall.queries.compliance import UnitReport
from reports.queries import standing

REPORTING: dict[str, Callable[[UnitReport], bool]] = {
    "units_due": lambda _row: True,
    "units_nominating": lambda row: row.nominations > 0,
    "units_zero": lambda row: row.is_zero,
    "units_missing": lambda row: row.reported_on is None,
    "units_late": lambda row: row.is_late,
    "units_refused": lambda row: row.state == UnitState.REFUSED,
    "units_concealed": lambda row: row.state == UnitState.CONCEALED,
}
# Figure → the measures that it counts; the register's conditions say the same in SQL.
MEASURES = {
    "units_criticised": "CIRCULAR",
    "leader_interviews": "INTERVIEW",
    "units_honours_cancelled": "HONOUR",
}


def reports(campaign: Campaign, *, as_of: date, number: int, code: str) -> list[UnitReport]:
    """Answer the units that a figure of one round counts at the end of a day.

    :raises KeyError: there is no such figure
    """
    is_counted = REPORTING[code]
    rows = compliance.reports(campaign, on=as_of)
    return [row for row in rows if row.round.number == number and is_counted(row)]


def measures(campaign: Campaign, *, as_of: date, code: str) -> QuerySet[UnitMeasure]:
    """Answer the measures behind a figure, the newest first: a unit may have several.

    :raises KeyError: there is no such figure
    """
    standing_then = Q(withdrawn_at=None) | Q(withdrawn_at__gte=standing.end_of(as_of))
    rows = UnitMeasure._default_manager.filter(
        standing_then, campaign=campaign, kind=MEASURES[code], taken_on__lte=as_of
    )
    return rows.select_related("unit").order_by("-taken_on", "-pk")
