"""Whoever was invited by a link reaches the few pages of that invitation, while it stands."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse  # noqa: TID251  (a middleware is handed the request)
from django.shortcuts import render  # noqa: TID251  (what it answers instead of a view)
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from training.enums import GuestRole
from training.queries import guests

ALWAYS = {"portal:home", "account_logout", "set_language"}
GUIDING = ALWAYS | {
    "portal:message-list",
    "portal:message-open",
    "portal:messages-read",
    "training:my-trainees",
    "training:plan",
    "training:plan-line-act",
    "training:posting-detail",
    "training:posting-finish",
    "training:posting-plan",
    "training:posting-scales",
    "training:journal-remark",
    "training:handover",
    "training:handover-act",
    "training:journal-photo",
    "training:month-review",
    "training:week-list",
    "training:problem",
    "training:problem-act",
    "training:reflection",
    "training:stay",
    "training:stay-act",
    "training:talk",
    "training:talk-act",
    "training:talk-in-practice",
    "training:talk-list",
}
TEACHING = ALWAYS | {"training:own-lessons", "training:session-attendance"}
REACHED = {
    GuestRole.HOST: GUIDING,
    GuestRole.MENTOR: GUIDING,
    GuestRole.TEACHER: TEACHING,
}


class GuestsStayInside:
    """Every other page does not exist for them; with the invitation their session ends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not getattr(user, "is_guest", False) or not getattr(view, "login_required", True):
            return None
        guest = guests.standing_of(user, on=dates.legal_day(timezone.now()))
        if guest is None:
            logout(request)
            said = {"said": _("邀请已经结束或收回。还有事要办的，请联系发邀请条的部门。")}
            return render(request, "training/guests/over.html", said, status=403)
        match = request.resolver_match
        if match is None or match.view_name not in REACHED[GuestRole(guest.role)]:
            raise Http404
        return None
