"""What the pages of reminders show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from evidence import permissions
from evidence.models import Reminder
from evidence.queries import reminders


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    return [
        (_("依据与线索"), reverse("evidence:home")),
        (_("提醒预警"), reverse("evidence:reminder-list")),
        *[(label, None) for label in more],
    ]


def first(units: Any, *, on: date) -> dict[str, Any]:
    """Answer what a new reminder begins with: who keeps one unit only, is told its days."""
    found = list(units.select_related("county")[:2])
    if len(found) != 1:
        return {}
    return {"unit": found[0], "days": reminders.days_to_correct(found[0], on)}


def mark(row: Reminder, on: date) -> tuple[str, str, str]:
    """Answer where a reminder stands: words, tone and icon of a badge."""
    if row.result:
        tone = "green" if row.result == "CORRECTED" else "amber"
        return row.get_result_display(), tone, "circle-check"
    if row.due_on is None:
        return _("待送达"), "line", "mail"
    if on > row.due_on:
        return _("改正期满，待认定"), "amber", "clock-alert"
    return _("改正期内"), "blue", "pencil-line"


def facts(row: Reminder) -> list[dict[str, Any]]:
    how = row.get_served_how_display() + (_("，本人拒收") if row.refused else "")
    return [
        {"label": _("单位"), "value": row.unit.name},
        {"label": _("对应情形"), "value": f"{row.ground.code}　{row.ground.label}"},
        {"label": _("发出"), "value": f"{row.issued_by.name}　{spoken(legal_day(row.issued_at))}"},
        {"label": _("送达"), "value": f"{spoken(row.served_on)}　{how}" if row.served_on else ""},
        {"label": _("送达备注"), "value": row.served_note},
        {"label": _("改正期限"), "value": spoken(row.due_on) if row.due_on else ""},
    ]


def page(row: Reminder, *, user: Any, on: date) -> dict[str, Any]:
    return {
        "reminder": row,
        "facts": facts(row),
        "mark": mark(row, on),
        "crumbs": crumbs(row.cadre.name),
        "keeps": permissions.remind.allows(user, row),
        "may_say": not row.said_at and not row.judged_at,
    }
