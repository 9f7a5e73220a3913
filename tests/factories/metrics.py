"""Clauses with a numeric trigger, in a version that is in force."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.enums import Role
from core.dates import ZONE
from evidence.queries import metrics as figures
from evidence.services import metrics
from schemes.models import Clause
from tests.factories import complaints
from tests.factories.accounts import holder
from tests.factories.schemes import approved, draft_version, write

AT = datetime(2018, 12, 31, 20, 0, tzinfo=ZONE)
ON = AT.date()


def triggered(county: Any, metric: str, op: str, value: Any, **changes: Any) -> Clause:
    """Answer a clause of the county's approved scheme that names a metric."""
    title = changes.pop("scheme", "带数值的办法")
    version = draft_version(county, title=title, unit=changes.pop("unit", None))
    row = write(version, metric=metric, op=op, value=Decimal(str(value)), **changes)
    approved(version)
    return Clause.objects.select_related("ground", "version__scheme").get(pk=row.pk)


def look(clause: Clause, by: Any = None) -> figures.Looked:
    """Answer whom a clause names at the end of 2018."""
    by = by or holder(Role.COUNTY_ADMIN, clause.version.scheme.county)
    within = figures.scope(clause, counties=by.counties(Role.COUNTY_ADMIN), on=ON)
    return figures.look(clause, within=within, by=by)


def raised(clause: Clause, one: Any, by: Any = None, at: datetime = AT) -> Any:
    """Raise the signal of one whom a clause names."""
    by = by or holder(Role.COUNTY_ADMIN, clause.version.scheme.county)
    source = one.reading.source
    return metrics.raise_by_clause(
        clause, cadre=one.cadre, place=one.place, source=source, by=by, at=at
    )


def complained(unit: Any, applicants: int, complaints_: int) -> Any:
    """A closed plan in which one person served some and is complained of by some."""
    plan = complaints.running(unit)
    cadre = complaints.served(plan, applicants)
    for n in range(complaints_):
        complaints.complained(plan, cadre, number=f"办件{n}")
    complaints.closed(plan)
    return cadre
