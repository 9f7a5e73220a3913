"""The consoles of the three administrators. Each sees its own pages and nobody else's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import DUTIES, Role
from accounts.forms import AccountForm, AnswerForm, GrantForm, ReasonForm
from accounts.models import User
from accounts.presenters import consoles
from accounts.queries import organisation, sessions, users
from accounts.queries import requests as asked
from accounts.services import accounts, passwords, requests
from accounts.services import sessions as ends
from accounts.views.stepping import step_up
from core.acts import perform, searched, words_of
from core.ui import lists
from core.ui.forms import NoFields

View = Callable[..., HttpResponse]
_LINK = "enrolment"


def duty(*wanted: Role) -> Callable[[View], View]:
    """Answer 404 to whoever holds none of the duties: the page does not exist for them."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.duty not in wanted:
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


@require_GET
@duty(*DUTIES)
def console(request: HttpRequest) -> HttpResponse:
    """The first page of each administrator."""
    context = consoles.home(request.user, at=timezone.now())
    return render(request, "account/console.html", context)


@vary_on_headers("HX-Request")
@duty(*DUTIES)
def account_list(request: HttpRequest) -> HttpResponse:
    if answer := searched(request, "accounts"):
        return answer
    words = words_of(request, "accounts")
    rows = users.listed(request.user, words=words)
    page = lists.page_of(rows, request.GET)
    return render(request, "account/list.html", consoles.accounts(request.user, page, words=words))


def _account(request: HttpRequest, pk: int) -> User:
    row = users.listed(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@duty(*DUTIES)
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _account(request, pk))


def _show(request: HttpRequest, row: User, status: int = 200, **forms: Any) -> HttpResponse:
    link = request.session.pop(_LINK, None)
    shown = link and link["user"] == row.pk and request.build_absolute_uri(link["path"])
    context = consoles.account(request.user, row, link=shown or "", **forms)
    return render(request, "account/detail.html", context, status=status)


def _hand_out(request: HttpRequest, row: User) -> str:
    """Keep the one-time address for the next page; answer that page's address."""
    uid, token = passwords.enrolment(row)
    path = reverse("account_enrol", args=[uid, token])
    request.session[_LINK] = {"user": row.pk, "path": path}
    return reverse("console:account", args=[row.pk])


@duty(Role.SYSTEM_ADMIN)
def account_open(request: HttpRequest) -> HttpResponse:
    def show(form: Any, status: int = 200) -> HttpResponse:
        return render(request, "account/open.html", {"form": form}, status=status)

    if request.method != "POST":
        return show(AccountForm())
    return perform(
        request,
        lambda _none, **given: accounts.open_for(**given),
        None,
        AccountForm(request.POST),
        done=_("已开通账号"),
        to=lambda row: _hand_out(request, row),
        show=show,
    )


ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "close": (accounts.close_account, _("已停用账号")),
    "reopen": (accounts.reopen_account, _("已恢复账号")),
    "renew": (accounts.renew, _("已收回原密码")),
    "factors": (accounts.remove_factors, _("已解除二次验证")),
    "sessions": (ends.end_of_another, _("已结束其全部登录")),
}


@require_POST
@duty(*DUTIES)
@step_up
def account_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the small acts on an account."""
    row = _account(request, pk)
    if name not in ACTS:
        raise Http404
    act, done = ACTS[name]
    to = reverse("console:account", args=[pk])
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda _row: _hand_out(request, row) if name == "renew" else to,
        show=lambda form, status: _show(request, row, status, form=form),
    )


@duty(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def grant_ask(request: HttpRequest, pk: int) -> HttpResponse:
    row = _account(request, pk)

    def show(form: Any, status: int = 200) -> HttpResponse:
        return render(request, "account/grant.html", {"form": form, "row": row}, status=status)

    if request.method != "POST":
        return show(GrantForm())
    return perform(
        request,
        requests.ask,
        row,
        GrantForm(request.POST),
        done=_("已提出申请，待另一管理员确认"),
        to=lambda _row: reverse("console:account", args=[pk]),
        show=show,
    )


@require_POST
@duty(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def grant_ask_back(request: HttpRequest, pk: int) -> HttpResponse:
    grant = users.grants(request.user).filter(pk=pk).first()
    if grant is None:
        raise Http404
    return perform(
        request,
        requests.ask_back,
        grant,
        ReasonForm(request.POST),
        done=_("已申请收回，待另一管理员确认"),
        to=lambda _row: reverse("console:account", args=[grant.user_id]),
        show=lambda form, status: _show(request, grant.user, status, form=form),
    )


@require_GET
@vary_on_headers("HX-Request")
@duty(*DUTIES)
def request_list(request: HttpRequest) -> HttpResponse:
    rows = asked.listed(request.user, state=request.GET.get("view", "PENDING"))
    context = consoles.requests(request.user, lists.page_of(rows, request.GET), request.GET)
    return render(request, "account/requests.html", context)


ANSWERS: dict[str, tuple[Callable[..., Any], Any, Any]] = {
    "confirm": (requests.confirm, NoFields, _("已确认")),
    "refuse": (requests.refuse, AnswerForm, _("已退回")),
    "withdraw": (requests.withdraw, NoFields, _("已撤回")),
}


@duty(*DUTIES)
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _request_page(request, pk)


def _request_page(
    request: HttpRequest, pk: int, status: int = 200, form: Any = None
) -> HttpResponse:
    row = asked.listed(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    context = consoles.request(request.user, row, form=form or AnswerForm())
    return render(request, "account/request.html", context, status=status)


@require_POST
@duty(*DUTIES)
@step_up
def request_answer(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, refuse or withdraw a request."""
    row = asked.listed(request.user).filter(pk=pk).first()
    if row is None or name not in ANSWERS:
        raise Http404
    act, form, done = ANSWERS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=str(done),
        to=lambda _row: reverse("console:request", args=[pk]),
        show=lambda form, status: _request_page(request, pk, status, form),
    )


@require_GET
@vary_on_headers("HX-Request")
@duty(Role.SYSTEM_ADMIN)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units of one division, without the people in them."""
    counties = organisation.counties()
    asked = request.GET.get("view", "")
    county = next((row for row in counties if str(row.pk) == asked), next(iter(counties), None))
    page = lists.page_of(organisation.branches(county), request.GET)
    return render(request, "account/units.html", consoles.units(page, request.GET, counties))


@require_GET
@vary_on_headers("HX-Request")
@duty(Role.SECURITY_ADMIN)
def session_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(sessions.live(at=timezone.now()), request.GET)
    return render(request, "account/sessions.html", {"title": _("在线登录"), "page": page})


@require_GET
@vary_on_headers("HX-Request")
@duty(Role.SECURITY_ADMIN, Role.AUDITOR)
def failure_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(sessions.failures(), request.GET)
    return render(request, "account/failures.html", {"title": _("登录失败"), "page": page})


@require_GET
@vary_on_headers("HX-Request")
@duty(*DUTIES)
def idle_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(users.idle(at=timezone.now()), request.GET)
    return render(request, "account/idle.html", consoles.idle(page))


@require_GET
@duty(Role.SECURITY_ADMIN, Role.AUDITOR)
def policy(request: HttpRequest) -> HttpResponse:
    return render(request, "account/policy.html", {"facts": consoles.policy()})
