"""接口密钥: made by one administrator, confirmed by another, shown once, withdrawn at once."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import DUTIES, Role
from accounts.forms.keys import KeyForm, RenewForm
from accounts.models import InterfaceKey
from accounts.presenters import keys as present
from accounts.queries import keys as queries
from accounts.services import keys
from accounts.views import told_once
from accounts.views.console import duty
from accounts.views.stepping import step_up
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields

ACTS: dict[str, tuple[Callable[..., Any], Any, Any]] = {
    "confirm": (keys.confirm, NoFields, _("已确认，密钥可用")),
    "withdraw": (keys.withdraw, NoFields, _("已收回，密钥即时失效")),
    "renew": (keys.renew, RenewForm, _("已生成新密钥")),
}


@require_GET
@vary_on_headers("HX-Request")
@duty(*DUTIES)
def key_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(queries.listed(request.user), request.GET)
    context = present.listed(request.user, page, at=timezone.now())
    return render(request, "account/keys.html", context)


def _row(request: HttpRequest, pk: int) -> InterfaceKey:
    row = queries.listed(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_GET
@duty(*DUTIES)
def key_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _row(request, pk))


def _show(
    request: HttpRequest, row: InterfaceKey, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.detail(request.user, row, at=timezone.now(), form=form)
    context["token"] = told_once.take(request, row)
    return render(request, "account/key.html", context, status=status)


def _hand_out(request: HttpRequest, result: Any) -> str:
    """Answer the page of what came of an act; a new key is kept for it to show."""
    row = result.key if isinstance(result, keys.Made) else result
    if isinstance(result, keys.Made):
        told_once.keep(request, row, result.token)
    return reverse("console:key", args=[row.pk])


@duty(Role.SYSTEM_ADMIN)
@step_up
def key_make(request: HttpRequest) -> HttpResponse:
    def show(form: Any, status: int = 200) -> HttpResponse:
        return render(request, "account/key_make.html", {"form": form}, status=status)

    if request.method != "POST":
        return show(KeyForm())
    return perform(
        request,
        keys.make,
        None,
        KeyForm(request.POST),
        done=str(_("已生成密钥")),
        to=lambda made: _hand_out(request, made),
        show=show,
    )


@require_POST
@duty(*DUTIES)
@step_up
def key_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, renew or withdraw a key."""
    row = _row(request, pk)
    if name not in ACTS:
        raise Http404
    act, form, done = ACTS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=str(done),
        to=lambda result: _hand_out(request, result),
        show=lambda form, status: _show(request, _row(request, pk), status, form),
    )
