"""What is shown of a conditional outcome: on the case, on its own page, to the person."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment import permissions
from assessment.models import Observation, Outcome
from assessment.queries import concurrences


def mark(row: Observation, on: date) -> tuple[str, str, str]:
    """Answer where it stands: words, tone, icon."""
    if row.is_activated:
        return _("会议决定执行"), "red", "circle-alert"
    if row.has_lapsed(on):
        return _("不再执行"), "green", "circle-check"
    if row.proposed_at is not None:
        return _("已提请执行，等待会议决定"), "amber", "clock"
    return _("暂缓执行，观察中"), "blue", "clock"


def part(outcome: Outcome | None, on: date) -> dict[str, Any]:
    """Answer what the case's page and the person's own page show of a condition, if any."""
    row = Observation.objects.filter(outcome=outcome).first() if outcome else None
    if row is None:
        return {"observation": None}
    notes = list(row.notes.select_related("by").order_by("-on", "-pk"))
    return {"observation": row, "observation_mark": mark(row, on), "condition_notes": notes}


def refusal(row: Observation, name: str, *, user: Any, on: date) -> str:
    """Answer why an act is not open to the user now, empty if it is."""
    if name == "decide":
        said = permissions.activate_outcome.refusal(user, row)
    else:
        said = permissions.observe_outcome.refusal(user, row.outcome.case)
    if said or row.is_open(on):
        return said
    return _("观察期已经结束，或者已经作出决定。")


def detail(row: Observation, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one conditional outcome with the acts that are open to the user."""
    is_open = row.is_open(on)
    waits = row.proposed_at is not None
    may_note = is_open and permissions.observe_outcome.allows(user, row.outcome.case)
    return {
        "case": row.outcome.case,
        "outcome": row.outcome,
        "may_note": may_note,
        "may_propose": may_note and not waits and row.notes.filter(is_kept=False).exists(),
        "may_decide": is_open and waits and permissions.activate_outcome.allows(user, row),
        "asks_county": concurrences.is_away(row.outcome.case),
        **part(row.outcome, on),
    }
