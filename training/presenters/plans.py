"""What the pages of individual plans show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from schemes.enums import Measure
from training.enums import LineState
from training.models import Enrolment, Plan, PlanLine
from training.permissions import plans as permissions
from training.queries import plans, talks

_LOOKS = {
    LineState.DOING: ("blue", "pencil-line"),
    LineState.DONE: ("green", "circle-check"),
    LineState.STUCK: ("amber", "circle-alert"),
}


def page(plan: Plan, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of one version: lines with how they go, talks counted, other versions."""
    standing = plans.standing_of(plan.case)
    stands = standing is not None and standing.pk == plan.pk
    versions = Plan.objects.visible_to(user).filter(case=plan.case_id).order_by("-number")
    keeps = permissions.keep_plan.allows(user, plan)
    counted = talks.held(plan.case, since=dates.legal_day(plan.drawn_at))
    return {
        "plan": plan,
        "lines": [_line(row, user, on, stands=stands, counted=counted) for row in _lines(plan)],
        "state": _state(plan, stands=stands),
        "versions": [row for row in versions.exclude(pk=plan.pk)],
        "is_draft": keeps and plan.approved_at is None,
        "change_url": _change_url(plan) if keeps and stands else "",
        "crumbs": crumbs(plan),
        "on": on,
    }


def _lines(plan: Plan) -> list[PlanLine]:
    return plans.lines_of(plan)


def _change_url(plan: Plan) -> str:
    enrolment = plan.case.enrolments.standing().order_by("-pk").first()  # type: ignore[attr-defined]
    return reverse("training:plan-draw-up", args=[enrolment.pk]) if enrolment else ""


def crumbs(plan: Plan, title: Any = None) -> list[tuple[Any, str | None]]:
    """Answer the way to a plan, or to an act on it."""
    url = reverse("training:plan", args=[plan.pk]) if title else None
    own = [(_("%(name)s　个人提高计划") % {"name": plan.case.cadre.name}, url)]
    return [*own, (title, None)] if title else own


def _state(plan: Plan, *, stands: bool) -> dict[str, str]:
    if plan.approved_at is None:
        return {"words": _("待批准"), "tone": "amber", "icon": "clock"}
    if stands:
        return {"words": _("现行"), "tone": "green", "icon": "circle-check"}
    return {"words": _("已有新版"), "tone": "line", "icon": "lock"}


def _line(
    line: PlanLine, user: Any, on: date, *, stands: bool, counted: dict[str, Any]
) -> dict[str, Any]:
    told = list(line.progress.all())
    last = told[0] if told else None
    tone, icon = _LOOKS[LineState(last.state)] if last else ("grey", "clock")
    return {
        "row": line,
        "words": last.get_state_display() if last else _("还没有开始"),
        "tone": tone,
        "icon": icon,
        "told": told,
        "talks": counted if line.measure == Measure.TALK and stands else None,
        "is_late": line.due_on < on and not (last and last.state == LineState.DONE),
        "ticks": stands and permissions.tell_progress.allows(user, line),
    }


def first(enrolment: Enrolment, *, on: date) -> list[dict[str, str]]:
    """Answer what the grounds of a case suggest, as facts, before a plan is drawn up."""
    return [
        {"label": one.title, "value": str(Measure(one.measure).label)}
        for one in plans.suggested(enrolment.case, on=on)
    ]
