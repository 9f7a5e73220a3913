"""Figures of yearly targets: who reached how much, and whom the rule would name."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, QuerySet, Sum
from django.utils.translation import gettext as _

from cadres.models import Cadre
from evidence.models import TargetPlan, TargetScore
from evidence.queries import protections

CENT = Decimal("0.01")


@dataclass
class Standing:
    """One person under a plan: the weighted total if every target has a score, and the rank."""

    cadre: Cadre
    total: Decimal | None
    missing: int
    rank: int = 0
    left_out: str = ""
    said: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


def weight_of(plan: TargetPlan) -> Decimal:
    """Answer the sum of the weights; a plan can be settled at exactly 100."""
    return plan.items.aggregate(all=Sum("weight"))["all"] or Decimal(0)


def standings(plan: TargetPlan) -> list[Standing]:
    """Answer everybody who has a score, best first; who lacks one has no total and no rank.

    Total = sum of score x weight / 100, two places, half up. A missing score is not zero.
    """
    wanted = plan.items.count()
    weighed = ExpressionWrapper(
        F("score") * F("item__weight"), output_field=DecimalField(max_digits=12, decimal_places=4)
    )
    sums = (
        TargetScore.objects.filter(item__plan=plan)
        .order_by()
        .values("cadre")
        .annotate(total=Sum(weighed), n=Count("pk"))
    )
    people = Cadre.objects.select_related("unit").in_bulk([row["cadre"] for row in sums])
    rows = [
        Standing(
            people[row["cadre"]],
            (row["total"] / 100).quantize(CENT, ROUND_HALF_UP) if row["n"] == wanted else None,
            wanted - row["n"],
        )
        for row in sums
    ]
    return _ranked(rows)


def _ranked(rows: list[Standing]) -> list[Standing]:
    rows.sort(key=lambda row: (row.total is None, -(row.total or 0), row.cadre.name, row.cadre.pk))
    whole = [row for row in rows if row.total is not None]
    for place, row in enumerate(whole, start=1):
        tied = place > 1 and whole[place - 2].total == row.total
        row.rank = whole[place - 2].rank if tied else place
    return rows


def candidates(plan: TargetPlan) -> list[Standing]:
    """Answer whom the rule names, each with the sentence why, and why not if left out."""
    whole = [row for row in standings(plan) if row.total is not None]
    named = {row.cadre.pk: row for row in [*_under(plan, whole), *_last(plan, whole)]}
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    kept = protections.within(list(named), first=first, last=last)
    for pk, row in named.items():
        row.left_out = row.left_out or kept.get(pk, "")
    return list(named.values())


def _under(plan: TargetPlan, whole: list[Standing]) -> list[Standing]:
    found = [row for row in whole if plan.threshold and row.total < plan.threshold]  # type: ignore[operator]
    for row in found:
        row.said = f"{plan.title}得 {row.total:f} 分，低于 {plan.threshold:f} 分"
    return found


def _last(plan: TargetPlan, whole: list[Standing]) -> list[Standing]:
    """Answer the last n; whoever ties with the n-th is among them, a small group has none."""
    if not plan.bottom_n or not whole:
        return []
    line = whole[-min(plan.bottom_n, len(whole))].total
    found = [row for row in whole if row.total <= line]  # type: ignore[operator]
    for row in found:
        tied = "（并列）" if len(found) > plan.bottom_n else ""
        row.said = row.said or (
            f"{plan.title}得 {row.total:f} 分，{len(whole)} 人中排第 {row.rank} 名，列末位{tied}"
        )
        if len(whole) < plan.smallest_group:
            row.left_out = _("不足 %(n)s 人，不排末位") % {"n": plan.smallest_group}
        elif len(found) == len(whole):
            row.left_out = _("全部同分，不分先后")
    return found


def lines(plan: TargetPlan, cadre: Any) -> list[dict[str, str]]:
    """Answer the scores behind a total, as a signal keeps them."""
    scores = held(plan, cadre)
    return [
        {
            "label": f"{item.title}（权重 {item.weight:f}，{item.source}）",
            "value": f"{scores[item.pk]:f}" if item.pk in scores else "",
            "on": "",
        }
        for item in plan.items.order_by("pk")
    ]


def held(plan: TargetPlan, cadre: Any) -> dict[int, Decimal]:
    """Answer a person's scores by target."""
    rows = TargetScore.objects.filter(item__plan=plan, cadre=cadre)
    return dict(rows.values_list("item", "score"))


def of_person(cadre: Any) -> QuerySet[TargetPlan]:
    """Answer the plans in which a person has a score, newest first."""
    return TargetPlan.objects.filter(items__scores__cadre=cadre).distinct().order_by("-year")
