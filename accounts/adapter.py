"""allauth's seams: no sign-up, policy and records of our own, sealed secrets of second factors."""

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (allauth hands the request in)
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import accounts, passwords
from accounts.session_store import ADDRESS, AGENT
from core.audit import origin
from core.sealing import boxes

_PLACE = "mfa_authenticator.data"


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by the department, never by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return origin.client_of(request.META)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_failure(request, credentials, is_locked=True)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note_failure(request, credentials, is_locked=False)

    def _note_failure(
        self, request: HttpRequest, credentials: dict[str, Any], *, is_locked: bool
    ) -> None:
        accounts.note_failure(
            str(credentials.get("username") or ""),
            address=self.get_client_ip(request),
            is_locked=is_locked,
            tried_at=timezone.now(),
        )

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:  # type: ignore[override]
        request.session[ADDRESS] = self.get_client_ip(request)
        request.session[AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]
        accounts.note_sign_in(user, by=user, at=timezone.now())
        return super().post_login(request, user, **given)

    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]
        key = self.request.session.session_key if self.request else None
        passwords.change(user, password=password, by=user, at=timezone.now(), keep_session=key)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A factor may be enrolled within the first minutes after the password was given."""
        records = get_authentication_records(self.request, self.request.user)
        if app == "allauth.mfa" and records:
            return time.time() - records[-1]["at"] > account_settings.REAUTHENTICATION_TIMEOUT
        return True


class SealingAdapter(DefaultMFAAdapter):
    """Seeds of second factors lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        return boxes.seal_to_text(text, place=_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return boxes.unseal_from_text(encrypted_text, place=_PLACE)

    def get_totp_issuer(self) -> str:
        return _("干部召回管理系统")

    def _get_site_name(self) -> str:
        return _("干部召回管理系统")
