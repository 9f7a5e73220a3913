"""The ledger of problems: list, page, acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui import lists
from core.ui.codes import code_of
from core.ui.forms import NoFields
from evidence.views.pages import Page, act_page, form_page, posted
from training.forms import problems as forms
from training.models import PracticePosting, Problem
from training.permissions import problems as permissions
from training.presenters import problems as present
from training.queries import problems as queries
from training.services import problems

_ORDER = {"found": "found_on", "name": "posting__case__cadre__name", "closed": "closed_on"}


def _today(_row: Any = None, _user: Any = None) -> dict[str, Any]:
    return {"initial": {"on": dates.legal_day(timezone.now())}}


@vary_on_headers("HX-Request")
def problem_list(request: HttpRequest) -> HttpResponse:
    """Everybody's own ledger: the county's, the host's, the person's."""
    rows = queries.listed(Problem.objects.visible_to(request.user))
    if "sort" in request.GET:
        rows = lists.in_order(rows, request.GET, by=_ORDER, default="-found")
    page = lists.page_of(rows, request.GET)
    own = PracticePosting.objects.visible_to(request.user).standing()
    context = {
        "title": _("问题台账"),
        "page": page,
        "rows": present.rows(page),
        "posting": own.filter(case__subject=request.user).first(),
        "default_sort": "",
    }
    return render(request, "training/problems/list.html", context)


def _problem(request: HttpRequest, pk: int) -> Problem:
    rows = Problem.objects.visible_to(request.user).select_related(
        "posting__case__cadre", "posting__host_unit", "raised_by"
    )
    return get_object_or_404(rows, pk=pk)


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, _problem(request, pk))
    return render(request, "training/problems/detail.html", present.detail(row, user=request.user))


def problem_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a problem into one's own ledger."""
    rows = PracticePosting.objects.visible_to(request.user).filter(case__subject=request.user)
    posting = get_object_or_404(rows.select_related("case"), pk=pk)
    on = dates.legal_day(timezone.now())
    first = {"found_on": on, "place": posting.place}
    back = reverse("training:problem-list")
    return form_page(
        request,
        problems.raise_,
        shown(request, posting),
        forms.ProblemForm(posted(request), initial=first),
        title=_("登记问题"),
        crumbs=[(_("问题台账"), back), (_("登记问题"), None)],
        after=_("先登记问题，再登记办法和结果；登记结果后由接收单位请群众评价。"),
        back=back,
        done=_("已登记问题"),
        to=lambda row: reverse("training:problem", args=[row.pk]),
    )


def _may_write(user: Any, row: Problem) -> str:
    return permissions.write_problem.refusal(user, row.posting)


def _may_take(user: Any, row: Problem) -> str:
    return permissions.take_word.refusal(user, row.posting)


ACTS = {
    "act": Page(
        problems.act,
        forms.ActionForm,
        _("登记办法"),
        _("已登记办法"),
        _may_write,
        _("可以登记多次，登记后不能修改。"),
        given=_today,
    ),
    "close": Page(
        problems.close,
        forms.ResultForm,
        _("登记结果"),
        _("已登记结果"),
        _may_write,
        _("登记后这一条办结；没有解决的也如实登记，写清楚由谁接着办。"),
        given=_today,
    ),
    "word": Page(
        problems.take_word,
        forms.WordForm,
        _("当面记录群众的话"),
        _("已记录"),
        _may_take,
        _("照原话记，好话坏话都记；记录后不能修改。"),
    ),
}


def problem_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act on a problem, or do it."""
    row = _problem(request, pk)
    if name == "invite":
        return _invite(request, shown(request, row))
    if name not in ACTS:
        raise Http404
    back = reverse("training:problem", args=[pk])
    crumbs = present.crumbs(row, ACTS[name].title)
    return act_page(
        request, shown(request, row), ACTS[name], back=back, about=row.what, crumbs=crumbs
    )


def _invite(request: HttpRequest, row: Problem) -> HttpResponse:
    """Make a one-time address and show it once, with a code to be scanned from this screen."""
    kept: dict[str, Any] = {}

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "problem": row,
            "form": form,
            "refusal": _may_take(request.user, row),
            "crumbs": present.crumbs(row, _("让群众自己填")),
            **kept,
        }
        return render(request, "training/problems/invite.html", context, status=status)

    def act(problem: Problem, **told: Any) -> Problem:
        code = problems.invite(problem, **told)
        url = request.build_absolute_uri(reverse("training:resident-word", args=[code]))
        kept["address"], kept["code"] = url, code_of(url)
        return problem

    if request.method != "POST":
        return show(NoFields(), 200)
    back = reverse("training:problem", args=[row.pk])
    answer = perform(
        request, act, row, NoFields(request.POST), done="", to=lambda _row: back, show=show
    )
    return show(NoFields(), 200) if kept else answer
