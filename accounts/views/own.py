"""One's own account: password, second factors, sessions, language; and the one-time address."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts import passwords as policy
from accounts.forms import PasswordForm
from accounts.queries import factors, sessions, users
from accounts.services import accounts, passwords
from accounts.services import sessions as ends
from core.acts import perform
from core.ui.forms import NoFields

ODD = {
    "failed_sign_in": gettext_lazy("登录失败"),
    "new_address": gettext_lazy("从新的地址登录"),
    "change_password": gettext_lazy("修改了密码"),
    "renew_account": gettext_lazy("密码被管理员收回"),
    "add_factor": gettext_lazy("添加了二次验证"),
    "drop_factor": gettext_lazy("移除了二次验证"),
    "remove_factors": gettext_lazy("二次验证被管理员清除"),
}


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show what belongs to one's account."""
    key = request.session.session_key or ""
    context = {
        "password_set_at": request.user.password_set_at,
        "password_days": policy.profile().days,
        "factors": factors.of(request.user),
        "factor_demanded": factors.demanded_of(request.user),
        "odd": [
            {**row, "label": ODD[row["what"]]}
            for row in sessions.odd(request.user, at=timezone.now())
        ],
        "sessions": sessions.of(request.user, at=timezone.now(), current=key),
    }
    return render(request, "account/account.html", context)


@require_GET
def enrol_factor(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is needed and lead to its two kinds."""
    return render(request, "account/factors.html", {"factors": factors.of(request.user)})


@require_POST
def session_end(request: HttpRequest, name: str) -> HttpResponse:
    """End one of one's own sessions."""
    return perform(
        request,
        lambda user, *, by, at: ends.end(user, named=name, by=by, at=at),
        request.user,
        NoFields(request.POST),
        done=_("已结束该登录"),
        to=lambda _count: reverse("account"),
        show=lambda form, status: account(request),
    )


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    key = request.session.session_key
    return perform(
        request,
        lambda user, *, by, at: ends.end_all(user, by=by, at=at, but=key),
        request.user,
        NoFields(request.POST),
        done=_("已结束其他登录"),
        to=lambda _count: reverse("account"),
        show=lambda form, status: account(request),
    )


@sensitive_post_parameters()
@login_not_required
def enrol(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let the owner of a one-time address choose a password; it signs nobody in."""
    user = users.named_in(uid)
    if user is None or not default_token_generator.check_token(user, token):
        raise Http404
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        passwords.change(user, by=user, at=timezone.now(), **form.cleaned_data)
        return redirect("account_login")
    status = 422 if form.errors else 200
    return render(request, "account/enrol.html", {"form": form, "owner": user}, status=status)


@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    """Where allauth sends an account without a password: here nobody sets one alone."""
    return render(request, "account/no_password.html")


@require_GET
def totp_image(request: HttpRequest) -> HttpResponse:
    """Draw the code to be scanned while an authenticator is being added; 404 at other times."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


class _Added:
    """A factor was added: the session counts as opened with it, and the trail keeps it."""

    @transaction.atomic
    def form_valid(self, form):  # type: ignore[no-untyped-def]
        response = super().form_valid(form)  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        record_authentication(request, request.user, "mfa", type="enrolled")
        request.session.cycle_key()
        _note(request.user, is_added=True)
        return response


class _Dropped:
    """A factor was taken away, and the trail keeps it."""

    @transaction.atomic
    def form_valid(self, form):  # type: ignore[no-untyped-def]
        response = super().form_valid(form)  # type: ignore[misc]
        _note(self.request.user, is_added=False)  # type: ignore[attr-defined]
        return response


def _note(user: Any, *, is_added: bool) -> None:
    accounts.note_factor(user, is_added=is_added, by=user, at=timezone.now())


class ActivateTotp(_Added, ActivateTOTPView):
    success_url = reverse_lazy("account")


class AddKey(_Added, AddWebAuthnView):
    success_url = reverse_lazy("account")


class DeactivateTotp(_Dropped, DeactivateTOTPView):
    success_url = reverse_lazy("account")


class RemoveKey(_Dropped, RemoveWebAuthnView):
    success_url = reverse_lazy("account")
