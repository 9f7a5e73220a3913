"""Yearly targets: drawn up, scored, settled; a settled plan may name people."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import Practice
from evidence.models import Signal, TargetItem, TargetPlan, TargetScore
from evidence.queries import targets
from evidence.services import signals


@transaction.atomic
def draw_up(unit: Any, *, year: int, by: Any, at: datetime, **given: Any) -> TargetPlan:
    """Begin a unit's plan of a year: title, basis, ground, threshold, bottom_n, smallest_group.

    :raises RegulationBroken: TG-01, the unit has one of that year
    """
    permissions.keep_targets.check(by, unit)
    regulations.one_plan_a_year.check(TargetPlan.objects.filter(unit=unit, year=year))
    plan = TargetPlan.objects.create(
        unit=unit, county_id=unit.county_id, year=year, drawn_up_by=by, drawn_up_at=at, **given
    )
    trail.record(plan, "draw_up_targets", by=by, at=at)
    return plan


def _open(plan: TargetPlan, by: Any) -> TargetPlan:
    plan = lock(plan)
    permissions.keep_targets.check(by, plan)
    regulations.plan_is_open.check(plan)
    return plan


@transaction.atomic
def add_item(
    plan: TargetPlan, *, title: str, weight: Decimal, source: str, by: Any, at: datetime
) -> TargetItem:
    """Add a target.

    :raises RegulationBroken: TG-02 settled, TG-03 the title stands, TG-04 weights beyond 100
    """
    plan = _open(plan, by)
    regulations.target_is_new.check(plan.items.filter(title=title))
    regulations.weights_fit.check(targets.weight_of(plan) + weight)
    item = TargetItem.objects.create(plan=plan, title=title, weight=weight, source=source)
    trail.record(plan, "add_target", by=by, at=at, item=item.pk)
    return item


@transaction.atomic
def drop_item(plan: TargetPlan, *, item: TargetItem, by: Any, at: datetime) -> TargetPlan:
    """Take a target out again while nobody has a score under it.

    :raises RegulationBroken: TG-02 settled, TG-05 there are scores
    """
    plan = _open(plan, by)
    regulations.target_has_no_score.check(item.scores)
    pk = item.pk
    item.delete()
    trail.record(plan, "drop_target", by=by, at=at, item=pk)
    return plan


@transaction.atomic
def score(
    plan: TargetPlan, *, cadre: Any, scores: dict[int, Decimal | None], by: Any, at: datetime
) -> TargetPlan:
    """Enter or correct a person's scores; None leaves a target without one.

    :param scores: item id → 0 to 100, at most two places
    :raises NotAllowed: the own scores
    :raises RegulationBroken: TG-02 settled, TG-06 not of the unit
    """
    plan = _open(plan, by)
    permissions.score_target.check(by, cadre)
    regulations.person_is_of_the_plan.check(cadre, plan)
    items = {item.pk: item for item in plan.items.all()}
    for pk, value in scores.items():
        row = TargetScore.objects.filter(item=items[pk], cadre=cadre)
        if value is None:
            row.delete()
            continue
        given = {"score": value, "entered_by": by, "entered_at": at}
        TargetScore.objects.update_or_create(item=items[pk], cadre=cadre, defaults=given)
    trail.record(plan, "score_targets", by=by, at=at, cadre=cadre.pk)
    return plan


@transaction.atomic
def settle(plan: TargetPlan, *, by: Any, at: datetime) -> TargetPlan:
    """Settle the year: nothing beneath the plan changes from now on.

    :raises RegulationBroken: TG-02 settled before, TG-07 weights are not 100
    """
    plan = _open(plan, by)
    regulations.weights_are_whole.check(targets.weight_of(plan))
    plan.settled_by, plan.settled_at = by, at
    plan.save(update_fields=["settled_by", "settled_at"])
    trail.record(plan, "settle_targets", by=by, at=at)
    return plan


@transaction.atomic
def raise_for(plan: TargetPlan, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody whom the rule names and nothing leaves out; twice is once.

    :raises RegulationBroken: TG-08, not settled yet
    """
    plan = lock(plan)
    permissions.keep_targets.check(by, plan)
    regulations.plan_is_settled.check(plan)
    return [
        signals.raise_(
            one.cadre,
            practice=Practice.TARGETS,
            source_pk=plan.pk,
            ground=plan.ground,
            value=one.total or Decimal(0),
            said=one.said[:200],
            rule=f"{plan.title}（{plan.basis}）"[:120],
            rows=targets.lines(plan, one.cadre),
            from_on=date(plan.year, 1, 1),
            until_on=date(plan.year, 12, 31),
            by=by,
            at=at,
        )
        for one in targets.candidates(plan)
        if not one.left_out and one.cadre.user_id != by.pk
    ]
