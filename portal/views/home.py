"""The workbench, the person's own page, and the health answer."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import COUNTY_ROLES, Role
from core import dates
from evidence.presenters import own
from evidence.queries import polls
from portal import context
from portal.queries import matters, work, work_of_ballots
from recall.queries import campaigns

_DESK = {*COUNTY_ROLES, Role.UNIT_CLERK, Role.UNIT_HEAD}


def home(request: HttpRequest) -> HttpResponse:
    """Where everybody lands; a person without a desk role lands on the phone's page."""
    roles = set(request.user.scopes)
    if request.user.duty:
        return redirect("console:home")
    if request.user.is_guest:
        return redirect(matters.guest_page(request.user))
    if not roles & _DESK:
        return redirect(matters.first_page(request.user, is_host=Role.HOST in roles))
    now = timezone.now()
    on = dates.legal_day(now)
    ballots = work_of_ballots.todo(request.user, at=now)
    todo = work.in_order([*work.todo(request.user, on=on), *ballots])
    counts = work.counts(request.user, at=now)
    overdue = sum(1 for task in todo if task.due_on and task.due_on < on)
    told = {
        "on": on,
        "todo": todo,
        "stats": [
            {"n": len(todo), "label": _("待我办理")},
            {"n": sum(1 for t in todo if t.due_on == on), "label": _("今日到期")},
            {"n": overdue, "label": _("已超期"), "bad": overdue > 0},
            *_in_hand(counts, roles),
        ],
        "boards": campaigns.boards(request.user, on=on),
        "troubled": counts["troubled"],
    }
    return render(request, "portal/home.html", told)


def _in_hand(counts: dict[str, int], roles: set[str]) -> list[dict[str, Any]]:
    """Answer how many are in hand, of what the roles read: nought would say that there are none."""
    told = [
        (context.CASEWORK, "nominations", _("在办提名")),
        (context.CASES, "cases", _("在办案件")),
    ]
    return [{"n": counts[name], "label": label} for may, name, label in told if roles & may]


def me(request: HttpRequest) -> HttpResponse:
    """What concerns the signed-in person: what was told, what was decided."""
    now = timezone.now()
    on = dates.legal_day(now)
    about = {
        "on": on,
        "told": matters.told(request.user),
        "cases": matters.cases(request.user),
        "has_books": matters.has_books(request.user),
        "is_cleared": matters.is_cleared(request.user),
        "cadre": getattr(request.user, "cadre", None),
        "ballots": polls.to_draw(request.user, at=now),
        "own_pages": own.offered(request.user, on=on),
        **matters.disclosures_of(request.user, now),
    }
    return render(request, "portal/me.html", about)


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers; nothing else is said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
