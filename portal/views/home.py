"""The workbench, the person's own page, and the health answer."""

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
    context = {
        "on": on,
        "todo": todo,
        "stats": [
            {"n": len(todo), "label": _("待我办理")},
            {"n": sum(1 for t in todo if t.due_on == on), "label": _("今日到期")},
            {"n": overdue, "label": _("已超期"), "bad": overdue > 0},
            {"n": counts["nominations"], "label": _("在办提名")},
            {"n": counts["cases"], "label": _("在办案件")},
        ],
        "boards": campaigns.boards(request.user, on=on),
        "troubled": counts["troubled"],
    }
    return render(request, "portal/home.html", context)


def me(request: HttpRequest) -> HttpResponse:
    """What concerns the signed-in person: what was told, what was decided."""
    now = timezone.now()
    on = dates.legal_day(now)
    context = {
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
    return render(request, "portal/me.html", context)


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers; nothing else is said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
