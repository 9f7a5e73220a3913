"""Months of attendance at work by the hundred, each by the act of its page."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import StateConflict
from evidence.models import WorkMonth
from evidence.queries.work import FIGURES
from evidence.services import bulk_people, work

Values = dict[str, Any]


def known(cadres: Collection[int], months: Collection[str]) -> dict[tuple[int, str], int]:
    """Answer the rows of people by (person, first day of the month)."""
    rows = WorkMonth.objects.filter(cadre__in=cadres, month__in=months)
    told = rows.values_list("cadre", "month", "pk")
    return {(cadre, month.isoformat()): pk for cadre, month, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer months as JSON-able values, locked in id order if asked."""
    rows = WorkMonth.objects.filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {
        row.pk: {name: getattr(row, name) for name in FIGURES} | {"source": row.source}
        for row in rows
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter months of people, whose files are locked in id order before the first.

    :raises NotAllowed: oneself
    :raises RegulationBroken: WA-01 to WA-06, WA-09
    """
    people = bulk_people.locked([row["cadre"] for row in rows])
    return [
        work.enter(
            people[row["cadre"]].unit,
            cadre=people[row["cadre"]],
            month=date.fromisoformat(row["month"]),
            source=row["source"],
            by=by,
            at=at,
            **{name: row.get(name, 0) for name in FIGURES},
        ).pk
        for row in rows
    ]


def refuse_removal() -> None:
    """Refuse: a month stays; it is corrected.

    :raises StateConflict: always
    """
    raise StateConflict(_("出勤登记后不能删除；有误的逐条更正。"))
