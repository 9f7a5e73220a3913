"""What the pages of yearly targets show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence import permissions
from evidence.models import TargetPlan
from evidence.queries import targets


def crumbs(plan: TargetPlan | None = None, *more: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("目标绩效考核"), reverse("evidence:target-list")),
    ]
    if plan is not None:
        page = reverse("evidence:target-plan", args=[plan.pk])
        found.append((plan.title, page if more else None))
    return found + [(label, None) for label in more]


def plan_page(plan: TargetPlan, *, user: Any) -> dict[str, Any]:
    """Answer a plan with its targets and everybody's total; totals lead to the scores behind."""
    weight = targets.weight_of(plan)
    return {
        "plan": plan,
        "crumbs": crumbs(plan),
        "facts": facts(plan),
        "items": list(plan.items.order_by("pk")),
        "weight": weight,
        "is_whole": weight == 100,
        "rows": targets.standings(plan),
        "keeps": permissions.keep_targets.allows(user, plan),
    }


def facts(plan: TargetPlan) -> list[dict[str, Any]]:
    last = _("末位 %(n)s 人（不足 %(few)s 人不排）") % {
        "n": plan.bottom_n,
        "few": plan.smallest_group,
    }
    line = f"{plan.threshold:f}" if plan.threshold else _("不设")
    return [
        {"label": _("单位"), "value": plan.unit.name},
        {"label": _("依据文件"), "value": plan.basis},
        {"label": _("召回情形"), "value": f"{plan.ground.code}　{plan.ground.label}"},
        {"label": _("线索线（分）"), "value": line},
        {"label": _("末位"), "value": last if plan.bottom_n else _("不排末位")},
    ]


def person_page(plan: TargetPlan, cadre: Any, *, own: bool) -> dict[str, Any]:
    """Answer one person's scores: the number explains itself."""
    way: list[tuple[str, str | None]] = [(_("我的记录"), reverse("evidence:own-records"))]
    row = next((one for one in targets.standings(plan) if one.cadre.pk == cadre.pk), None)
    return {
        "plan": plan,
        "cadre": cadre,
        "row": row,
        "lines": targets.lines(plan, cadre),
        "crumbs": [*way, (plan.title, None)] if own else crumbs(plan, cadre.name),
    }


def preview(plan: TargetPlan) -> dict[str, Any]:
    """Answer whom the rule names and whom it leaves out, before anything is written."""
    named = targets.candidates(plan)
    return {
        "plan": plan,
        "crumbs": crumbs(plan, _("产生线索")),
        "candidates": [one for one in named if not one.left_out],
        "left_out": [one for one in named if one.left_out],
        "ground": plan.ground,
    }
