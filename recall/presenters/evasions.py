"""What the pages of refusals and concealments show, and how a unit's state is marked."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from core.dates import spoken
from evidence.models import Signal
from recall import permissions
from recall.enums import EvasionKind, UnitState
from recall.models import Campaign, Evasion
from recall.models.clocks import OFFICE
from recall.queries.challenges import next_step
from recall.queries.compliance import UnitReport
from recall.queries.evasions import heads_due
from recall.regulations.evasions import carries_a_measure, unit_was_heard

_MARKS = {
    UnitState.WAITING: ("grey", "clock"),
    UnitState.REPORTED: ("green", "circle-check"),
    UnitState.ZERO: ("blue", "file-text"),
    UnitState.LATE: ("amber", "clock-alert"),
    UnitState.REFUSED: ("red", "circle-x"),
    UnitState.CONCEALED: ("red", "triangle-alert"),
}


def marked(report: UnitReport) -> tuple[str, str, str]:
    """Answer words, tone and icon of a unit's state in a round."""
    return (str(report.state.label), *_MARKS[report.state])


def told_to(user: Any, campaign: Campaign, reports: list[UnitReport]) -> list[UnitReport]:
    """Hide what is held against a unit from other units: department and own head read it."""
    return [
        one if _reads(user, campaign, one.unit.pk) else replace(one, evasion=None)
        for one in reports
    ]


def measures(user: Any, campaign: Campaign) -> list[dict[str, Any]]:
    """Answer the measures on units, newest first; what one rests on, as `told_to` tells it."""
    rows = campaign.unit_measures.select_related("unit").order_by("-taken_on", "-pk")
    return [
        {"row": one, "is_told": not one.evasion_id or _reads(user, campaign, one.unit_id)}
        for one in rows
    ]


def heads(user: Any, campaign: Campaign) -> str:
    """Answer, for the department, whose head the scheme's rule proposes; empty for nobody."""
    if campaign.county_id not in user.counties(*OFFICE):
        return ""
    told = [_("%(unit)s（%(n)s 次）") % {"unit": unit, "n": n} for unit, n in heads_due(campaign)]
    return _("、").join(told)


def _reads(user: Any, campaign: Campaign, unit_id: int) -> bool:
    return campaign.county_id in user.counties(*OFFICE) or unit_id in user.units(Role.UNIT_HEAD)


def lines(reports: Any) -> list[dict[str, Any]]:
    """Answer one line a unit and round for the board."""
    return [{"row": one, "mark": marked(one)} for one in reports]


def mark(row: Evasion) -> tuple[str, str, str]:
    """Answer words, tone and icon of how far a refusal or concealment is."""
    if row.withdrawn_at:
        return _("已撤回"), "grey", "undo-2"
    if row.confirmed_at:
        return row.get_kind_display(), "red", "triangle-alert"
    return _("听取单位说明"), "amber", "message-square-text"


def link(row: Evasion) -> dict[str, Any]:
    return {"href": reverse("recall:evasion", args=[row.pk]), "mark": mark(row), "row": row}


def heading(row: Evasion) -> str:
    return _("%(kind)s认定") % {"kind": row.get_kind_display()}


def detail(row: Evasion, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one refusal or concealment with its way, and what the user may do about it now."""
    office = row.campaign.county_id in user.counties(*OFFICE)
    is_open = row.confirmed_at is None and row.withdrawn_at is None
    heard = is_open and unit_was_heard.is_kept(row, on)
    admin = permissions.record_measure.allows(user, row.campaign)
    carries = carries_a_measure.is_kept(row, row.unit_id)
    return {
        "evasion": row,
        "heading": heading(row),
        "mark": mark(row),
        "facts": _facts(row, user),
        "can_say": is_open
        and row.said_at is None
        and permissions.sign_zero_report.allows(user, row.unit),
        "can_confirm": heard and permissions.confirm_evasion.allows(user, row),
        "can_withdraw": row.withdrawn_at is None and permissions.withdraw_evasion.allows(user, row),
        "can_measure": admin and carries,
        "step": next_step(row.campaign, row.unit).label if admin and carries else "",
        "measures": list(row.measures.order_by("taken_on", "pk")) if office else [],
        "is_shaken": _is_shaken(row) and office,
        "waits": is_open and not heard,
    }


def _is_shaken(row: Evasion) -> bool:
    """Answer whether the signal behind it was withdrawn while it still stands."""
    return bool(row.signal and row.signal.withdrawn_at and not row.withdrawn_at)


def _facts(row: Evasion, user: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"label": _("单位"), "value": row.unit.name},
        {"label": _("轮次"), "value": _("第 %(n)s 轮") % {"n": row.round.number}},
        {"label": _("认定理由"), "value": row.reason, "wide": True},
        {"label": _("证明材料"), "value": row.material, "wide": True},
        *_basis(row, user),
    ]
    if row.hear_until_on:
        found.append({"label": _("单位说明期限"), "value": spoken(row.hear_until_on)})
    if row.said_at:
        found.append({"label": _("单位说明"), "value": row.said, "wide": True})
    if row.kind == EvasionKind.CONCEALED and row.confirmed_at:
        found.append({"label": _("确认意见"), "value": row.confirmed_reason, "wide": True})
    if row.withdrawn_at:
        found.append({"label": _("撤回理由"), "value": row.withdrawn_reason, "wide": True})
    return found


def _basis(row: Evasion, user: Any) -> list[dict[str, Any]]:
    """Answer what it rests on; whom the signal names only who may read that signal."""
    found: list[dict[str, Any]] = []
    if row.challenge:
        told = f"{row.challenge.reason}（{spoken(row.challenge.due_on)}）"
        found.append({"label": _("此前的质询"), "value": told, "wide": True})
    if row.signal:
        seen = Signal.objects.visible_to(user).filter(pk=row.signal_id).exists()
        said = f"{row.signal.cadre.name}　{row.signal.said}" if seen else ""
        told = f"{row.signal.get_practice_display()}　{said}".strip()
        found.append({"label": _("所依据的线索"), "value": told, "wide": True})
    return found
