"""What stands between a signed-in session and the pages: time, second factor, due password."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: TID251
from django.urls import reverse
from django.utils import timezone

from accounts import passwords, places
from accounts.queries import factors
from accounts.session_store import BEGAN, SEEN
from core.audit import origin

_ALWAYS = {"account_logout", "set_language"}
ENROL = _ALWAYS | {
    "account_reauthenticate",
    "account_factors",
    "mfa_activate_totp",
    "account_totp_image",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
}
PROVE = _ALWAYS | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
RENEW = _ALWAYS | {"account_change_password"}
_STEP = 60  # seconds between two notes of activity


def has_proved_factor(request: HttpRequest) -> bool:
    """Answer whether this session was opened, or confirmed, with a second factor."""
    return any(r["method"] == "mfa" for r in get_authentication_records(request, request.user))


def _refuse_elsewhere(user: Any) -> None:
    """Keep the three administrators to their network and hours, where settings name some.

    :raises PermissionDenied: for a duty from elsewhere or at another time
    """
    if not settings.ADMIN_NETWORKS and not settings.ADMIN_HOURS:
        return
    if user.duty and not places.allows(origin.address(), at=timezone.now()):
        raise PermissionDenied


class LimitedSessions:
    """Idle and absolute limits on the server; a request a page makes by itself is no activity."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get(SEEN) and request.user.is_authenticated:
            self._judge(request, int(timezone.now().timestamp()))
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _judge(self, request: HttpRequest, now: int) -> None:
        session = request.session
        idle, age = now - session[SEEN], now - session.get(BEGAN, now)
        if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif idle >= _STEP and "X-Passive" not in request.headers:
            session[SEEN] = now


class Confined:
    """A session that owes a second factor or a new password reaches only what settles it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.view_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match and match.view_name not in _ALWAYS:
            _refuse_elsewhere(user)
        door, allowed = self._owed(request)
        if door is None or (match and match.view_name in allowed):
            return None
        return HttpResponseRedirect(reverse(door))

    def _owed(self, request: HttpRequest) -> tuple[str | None, set[str]]:
        """Answer where to settle what the session owes, and what else it may reach."""
        user = request.user
        if factors.demanded_of(user) and not has_proved_factor(request):
            kinds = factors.kinds(user)
            if Authenticator.Type.TOTP in kinds:
                return "mfa_reauthenticate", PROVE
            return ("mfa_reauthenticate_webauthn", PROVE) if kinds else ("account_factors", ENROL)
        if passwords.is_over(user.password_set_at, at=timezone.now()):
            return "account_change_password", RENEW
        return None, set()
