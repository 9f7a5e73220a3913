"""通知地址: registered by the system administrator, paused, renewed, closed; and what was sent."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from accounts.forms.keys import HookForm
from accounts.models import Hook
from accounts.presenters import hooks as present
from accounts.queries import hooks as queries
from accounts.services import hooks
from accounts.views import told_once
from accounts.views.console import duty
from accounts.views.stepping import step_up
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields

_READERS = (Role.SYSTEM_ADMIN, Role.AUDITOR)
ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "pause": (hooks.pause, _("已暂停推送")),
    "resume": (hooks.resume, _("已恢复推送")),
    "renew": (hooks.renew, _("已更换推送密钥")),
    "close": (hooks.close, _("已停用")),
}


@require_GET
@vary_on_headers("HX-Request")
@duty(*_READERS)
def hook_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(queries.listed(request.user), request.GET)
    return render(request, "account/hooks.html", present.listed(request.user, page))


def _row(request: HttpRequest, pk: int) -> Hook:
    row = queries.listed(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_GET
@vary_on_headers("HX-Request")
@duty(*_READERS)
def hook_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _row(request, pk))


def _show(request: HttpRequest, row: Hook, status: int = 200, form: Any = None) -> HttpResponse:
    page = lists.page_of(queries.words(row), request.GET)
    context = present.detail(request.user, row, page, form=form)
    context["token"] = told_once.take(request, row)
    return render(request, "account/hook.html", context, status=status)


def _hand_out(request: HttpRequest, result: Any) -> str:
    """Answer the page of what came of an act; a new secret is kept for it to show."""
    row = result.hook if isinstance(result, hooks.Made) else result
    if isinstance(result, hooks.Made):
        told_once.keep(request, row, result.token)
    return reverse("console:hook", args=[row.pk])


@duty(Role.SYSTEM_ADMIN)
@step_up
def hook_make(request: HttpRequest) -> HttpResponse:
    def show(form: Any, status: int = 200) -> HttpResponse:
        return render(request, "account/hook_make.html", {"form": form}, status=status)

    if request.method != "POST":
        return show(HookForm())
    return perform(
        request,
        hooks.make,
        None,
        HookForm(request.POST),
        done=str(_("已登记通知地址")),
        to=lambda made: _hand_out(request, made),
        show=show,
    )


@require_POST
@duty(*_READERS)
@step_up
def hook_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Pause, resume, renew or close an address."""
    row = _row(request, pk)
    if name not in ACTS:
        raise Http404
    act, done = ACTS[name]
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda result: _hand_out(request, result),
        show=lambda form, status: _show(request, _row(request, pk), status, form),
    )


@require_POST
@duty(*_READERS)
def word_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one word once more."""
    word = queries.word(request.user, pk)
    if word is None:
        raise Http404
    return perform(
        request,
        hooks.resend,
        word,
        NoFields(request.POST),
        done=str(_("已重新推送")),
        to=lambda row: reverse("console:hook", args=[row.hook_id]),
        show=lambda form, status: _show(request, _row(request, word.hook_id), status, form),
    )
