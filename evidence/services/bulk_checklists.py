"""Reports on checklists by the hundred, each by the act of its page."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import StateConflict
from evidence.models import Checklist, ChecklistItem, Problem
from evidence.services import bulk_people, checklists

Values = dict[str, Any]
FIELDS = ("until_on", "seen", "finder", "material")


def items_of(county: Any) -> dict[tuple[int, str, str], int]:
    """Answer the problems of the county's settled lists by (year, list, problem)."""
    rows = ChecklistItem.objects.filter(
        checklist__county=county, checklist__settled_at__isnull=False
    )
    told = rows.values_list("checklist__year", "checklist__title", "title", "pk")
    return {(year, title, item): pk for year, title, item, pk in told}


def known(cadres: Collection[int]) -> dict[tuple[int, int, str], int]:
    """Answer the reports about people that stand, by (problem, person, first day)."""
    rows = Problem.objects.standing().filter(cadre__in=cadres)
    told = rows.values_list("item", "cadre", "from_on", "pk")
    return {(item, cadre, on.isoformat()): pk for item, cadre, on, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer reports as JSON-able values, locked in id order if asked."""
    rows = Problem.objects.filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {
        row.pk: {name: getattr(row, name) for name in FIELDS}
        | {"until_on": row.until_on.isoformat()}
        for row in rows
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Report problems; somebody else confirms or strikes each.

    :raises NotAllowed: about oneself
    :raises RegulationBroken: CK-06 the person, CK-07 the days, CK-08 known meanwhile
    """
    items = ChecklistItem.objects.in_bulk({row["item_id"] for row in rows})
    lists = Checklist.objects.in_bulk({item.checklist_id for item in items.values()})
    people = bulk_people.in_bulk([row["cadre"] for row in rows])
    return [
        checklists.report(
            lists[items[row["item_id"]].checklist_id],
            item=items[row["item_id"]],
            cadre=people[row["cadre"]],
            from_on=date.fromisoformat(row["from_on"]),
            until_on=date.fromisoformat(row["until_on"]),
            by=by,
            at=at,
            **{name: row[name] for name in FIELDS[1:]},
        ).pk
        for row in rows
    ]


def refuse_removal() -> None:
    """Refuse: a report stays, whoever made it.

    :raises StateConflict: always
    """
    raise StateConflict(_("问题记录报告后不能删除；报错的，由他人剔除并写明理由。"))
