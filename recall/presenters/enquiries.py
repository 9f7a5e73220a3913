"""What the pages of questions to the unit during verification show."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from recall import permissions
from recall.models import Enquiry, Nomination
from recall.presenters.nominations import crumbs
from recall.regulations.enquiries import is_being_verified


def mark(row: Enquiry, on: date) -> tuple[str, str, str]:
    """Answer words, colour and icon of how a question stands."""
    if row.withdrawn_at:
        return _("已撤回"), "grey", "circle-x"
    if row.answered_at:
        is_late = legal_day(row.answered_at) > row.due_on
        return (_("逾期答复") if is_late else _("已答复")), "green", "circle-check"
    if row.due_on < on:
        return _("逾期未答复"), "red", "triangle-alert"
    return _("待答复"), "amber", "hourglass"


def listed(
    nomination: Nomination, rows: Iterable[Enquiry], *, user: Any, on: date
) -> dict[str, Any]:
    """Answer all questions about a nomination, with what the user may do about each."""
    is_running = is_being_verified.is_kept(nomination)
    asks = is_running and permissions.verify_nomination.allows(user, nomination)
    answers = is_running and permissions.draft_nomination.allows(user, nomination)
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("补充询问")),
        "lines": [
            {
                "row": row,
                "mark": mark(row, on),
                "answer_url": _act(row, "answer") if answers and row.is_open else "",
                "withdraw_url": _act(row, "withdraw") if asks and row.is_open else "",
            }
            for row in rows
        ],
        "ask_url": reverse("recall:enquiry-ask", args=[nomination.pk]) if asks else "",
    }


def _act(row: Enquiry, name: str) -> str:
    return reverse("recall:enquiry-act", args=[row.pk, name])


def facts(row: Enquiry) -> list[dict[str, Any]]:
    """Answer what was asked and by when."""
    return [
        {"label": _("询问"), "value": row.question, "wide": True},
        {"label": _("答复期限"), "value": spoken(row.due_on)},
    ]
