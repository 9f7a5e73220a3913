"""Tasks of weekly lists by the hundred, each by the act of its page."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from evidence.enums import WeekOutcome
from evidence.models import WeekPlan, WeekTask
from evidence.services import bulk_people, weekly

Values = dict[str, Any]
Key = tuple[int, int, str, str]  # plan, person, task, due day


def plans_of(county: Any) -> dict[tuple[int, int], int]:
    """Answer the county's weekly lists by (unit, year)."""
    rows = WeekPlan.objects.filter(county=county).values_list("unit", "year", "pk")
    return {(unit, year): pk for unit, year, pk in rows}


def known(cadres: Collection[int]) -> dict[Key, int]:
    """Answer the tasks of people that were not lifted; the first of each."""
    rows = WeekTask.objects.filter(cadre__in=cadres).exclude(outcome=WeekOutcome.LIFTED)
    told = rows.order_by("-pk").values_list("plan", "cadre", "text", "due_on", "pk")
    return {(plan, cadre, text, on.isoformat()): pk for plan, cadre, text, on, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer tasks as JSON-able values, locked in id order if asked."""
    rows = WeekTask.objects.filter(pk__in=ids, plan__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {
        row.pk: {"leader": [[row.line_leader.name, f"{row.line_leader.born_on:%Y-%m}"]]}
        for row in rows.select_related("line_leader")
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Set tasks with owner, line leader and due day.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-02 to WK-05
    """
    plans = WeekPlan.objects.in_bulk({row["plan_id"] for row in rows})
    people = bulk_people.in_bulk([pk for row in rows for pk in (row["cadre"], row["leader_id"])])
    return [
        weekly.set_task(
            plans[row["plan_id"]],
            text=row["text"],
            cadre=people[row["cadre"]],
            line_leader=people[row["leader_id"]],
            due_on=date.fromisoformat(row["due_on"]),
            by=by,
            at=at,
        ).pk
        for row in rows
    ]


def lift(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Lift what a run had set: the list keeps the line, and nothing is overdue by it."""
    for task in WeekTask.objects.filter(pk__in=ids).order_by("pk"):
        weekly.lift(task, reason=_("撤销导入"), by=by, at=at)


def used(ids: Sequence[int]) -> set[int]:
    """Answer the tasks that were closed, lifted or looked at."""
    rows = WeekTask.objects.filter(pk__in=ids)
    done = rows.exclude(outcome="") | rows.filter(checks__isnull=False)
    return set(done.values_list("pk", flat=True))
