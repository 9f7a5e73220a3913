"""Scores of yearly targets by the thousand; the importer keeps the trail."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from cadres.models import Cadre
from core import bulk
from core.workflow.engine import lock as locked
from evidence import permissions, regulations
from evidence.models import TargetItem, TargetPlan, TargetScore

Values = dict[str, Any]


def items_of(county: Any) -> dict[tuple[int, int, str], int]:
    """Answer the targets of the county's plans that are not settled, by (unit, year, title)."""
    rows = TargetItem.objects.filter(plan__county=county, plan__settled_at=None)
    told = rows.values_list("plan__unit", "plan__year", "title", "pk")
    return {(unit, year, title): pk for unit, year, title, pk in told}


def units_of(ids: Sequence[int]) -> dict[int, int]:
    """Answer person → unit."""
    return dict(Cadre.objects.filter(pk__in=ids).values_list("pk", "unit"))


def known(ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer the scores of people in plans that are not settled, by (target, person)."""
    rows = TargetScore.objects.filter(cadre__in=ids, item__plan__settled_at=None)
    return {(item, cadre): pk for item, cadre, pk in rows.values_list("item", "cadre", "pk")}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer scores as JSON-able values, locked behind their plans if asked."""
    rows = TargetScore.objects.filter(pk__in=ids, item__plan__county=county).order_by("pk")
    if lock:  # the plans first, as every act on a plan does
        plans = TargetPlan.objects.filter(pk__in=rows.order_by().values("item__plan"))
        list(plans.order_by("pk").select_for_update(of=("self",)))
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"score": f"{row.score:f}"} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter scores under targets of plans that are open.

    :raises NotAllowed: somebody's own score
    :raises RegulationBroken: TG-02 settled meanwhile, TG-06 not of the unit any more
    """
    items = _open_items([row["item"] for row in rows], by=by)
    people = Cadre.objects.in_bulk([row["cadre"] for row in rows])
    for row in rows:
        permissions.score_target.check(by, people[row["cadre"]])
        plan = items[row["item"]].plan
        regulations.person_is_of_the_plan.check(people[row["cadre"]], plan)
    scores = [
        TargetScore(
            item_id=row["item"],
            cadre_id=row["cadre"],
            score=Decimal(row["score"]),
            entered_by=by,
            entered_at=at,
        )
        for row in rows
    ]
    bulk.insert(scores)
    return [score.pk for score in scores]


def change(rows: Sequence[tuple[int, Values]], *, by: Any, at: datetime) -> None:
    """Correct scores of plans that are open.

    :raises NotAllowed: somebody's own score
    :raises RegulationBroken: TG-02 settled meanwhile
    """
    found = TargetScore.objects.select_related("cadre").in_bulk([pk for pk, _values in rows])
    _open_items([score.item_id for score in found.values()], by=by)
    for pk, values in rows:
        score = found[pk]
        permissions.score_target.check(by, score.cadre)
        score.score = Decimal(values["score"])
        score.entered_by, score.entered_at = by, at
    fields = ["score", "entered_by", "entered_at"]
    TargetScore.objects.bulk_update(found.values(), fields, batch_size=500)


def _open_items(ids: Sequence[int], *, by: Any) -> dict[int, TargetItem]:
    """Lock the plans of targets in the order of their ids, and answer the targets."""
    plans = TargetPlan.objects.filter(items__in=ids).distinct().order_by("pk")
    for plan in [locked(row) for row in plans]:
        permissions.keep_targets.check(by, plan)
        regulations.plan_is_open.check(plan)
    return TargetItem.objects.select_related("plan").in_bulk(list(set(ids)))


def remove(ids: Sequence[int]) -> None:
    """Take out again what a run had entered."""
    TargetScore.objects.filter(pk__in=ids).delete()


def settled(ids: Sequence[int]) -> set[int]:
    """Answer which scores stand in a plan that was settled."""
    rows = TargetScore.objects.filter(pk__in=ids, item__plan__settled_at__isnull=False)
    return set(rows.values_list("pk", flat=True))
