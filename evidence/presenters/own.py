"""The pages of the practices that concern the signed-in person; each practice adds its line."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.models import (
    InspectionFinding,
    ListEntry,
    Panel,
    PresentationRound,
    Reminder,
    WeekTask,
)
from evidence.presenters import checklists
from evidence.queries import honour_lists, own, own_tallies

SHOWN = 200


def offered(user: Any, *, on: date) -> list[dict[str, str]]:
    """Answer a link for each practice that has something about the person or for them to do."""
    return [
        {"label": label, "icon": icon, "url": reverse(page)}
        for rows, label, icon, page in _told(user, on)
        if rows.exists()
    ]


def _told(user: Any, on: date) -> list[tuple[Any, str, str, str]]:
    """Rows that concern the person, the link's words, its icon and its page."""
    weeks = WeekTask.objects.filter(Q(cadre__user=user) | Q(line_leader__user=user))
    findings = InspectionFinding.objects.told_to(user)
    board = honour_lists.board(user, on=on)
    rounds = PresentationRound.objects.told_to(user)
    seats = Panel.objects.visible_to(user).seating(user)
    return [
        (Reminder.objects.told_to(user), _("对我的提醒"), "bell", "evidence:own-reminders"),
        (weeks, _("我的周清单"), "list-todo", "evidence:week-own"),
        (own.problems(user), _("我的记录"), "list-checks", "evidence:own-records"),
        (own.shares(user), _("涉及我的投诉占比"), "message-square-text", "evidence:own-records"),
        (own.months(user), _("我的出勤"), "calendar-check", "evidence:own-records"),
        (own.plans(user), _("我的目标得分"), "target", "evidence:own-records"),
        (ListEntry.objects.told_to(user), _("我的红黄榜"), "award", "evidence:own-list-entries"),
        (own_tallies.subjects(user), _("我的测评结果"), "vote", "evidence:own-records"),
        (findings, _("涉及我的督查发现"), "scan-eye", "evidence:own-findings"),
        (rounds, _("我的晒比述评"), "chart-column", "evidence:own-presentations"),
        (seats, _("我参加的研判小组"), "scale", "evidence:panel-list"),
        (board, _("红黄榜公布"), "megaphone", "evidence:honour-board"),
    ]


def page(user: Any) -> dict[str, Any]:
    """Answer what the practices hold about the person."""
    rows = list(own.problems(user)[:SHOWN])
    return {
        "problems": [{"row": row, "state": checklists.problem_state(row)} for row in rows],
        "plans": list(own.plans(user)[:SHOWN]),
        "shares": list(own.shares(user)[:SHOWN]),
        "polls": [row.poll for row in own_tallies.subjects(user)[:SHOWN]],
        "months": own.months(user).count(),
        "latest": own.months(user).first(),
        "cadre": getattr(user, "cadre", None),
        "crumbs": [(_("我的记录"), None)],
    }
