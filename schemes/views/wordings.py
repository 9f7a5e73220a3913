"""Pages of papers' words: which are in force where, one version, its making, what changed."""

from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform
from core.documents import wordings as papers
from core.documents.wordings import Kind
from core.ui import lists
from schemes import permissions
from schemes.forms.wordings import (
    BaseWordingForm,
    WordingActForm,
    WordingBeginForm,
    WordingForm,
)
from schemes.models import WordingVersion
from schemes.models.wordings import places
from schemes.presenters import wording_samples
from schemes.presenters import wordings as present
from schemes.queries import wording_diffs
from schemes.queries import wordings as queries
from schemes.services import wordings


def _today() -> date:
    return dates.legal_day(timezone.now())


def _kind(code: str) -> Kind:
    kind = papers.find(code)
    if kind is None:
        raise Http404
    return kind


@vary_on_headers("HX-Request")
def wording_list(request: HttpRequest) -> HttpResponse:
    """Which words each paper is printed with, in each division of the user's."""
    own = queries.own_places(request.user)
    if not own:
        raise Http404
    page = lists.page_of([(one, kind) for one in own for kind in papers.kinds()], request.GET)
    rows = queries.lines(list(page.object_list), user=request.user, on=_today())
    context = {"title": _("公文文本"), "page": page, "lines": [present.line(row) for row in rows]}
    return render(request, "schemes/wordings/list.html", context)


def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One kind of paper of one division, with its versions."""
    return _show_paper(request, pk, kind, WordingBeginForm())


def _show_paper(
    request: HttpRequest, pk: int, kind: str, form: Any, status: int = 200
) -> HttpResponse:
    county, found = get_object_or_404(places(request.user), pk=pk), _kind(kind)
    context = present.paper_page(county, found, user=request.user, on=_today()) | {"form": form}
    return render(request, "schemes/wordings/paper.html", context, status=status)


@require_POST
def begin(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    county, found = get_object_or_404(places(request.user), pk=pk), _kind(kind)
    if refusal := permissions.make_wording.refusal(request.user, county):
        raise PermissionDenied(refusal)
    return perform(
        request,
        partial(wordings.begin, kind=found),
        county,
        WordingBeginForm(request.POST),
        done=_("已建立新版草稿"),
        to=lambda row: reverse("schemes:wording-edit", args=[row.pk]),
        show=lambda form, status: _show_paper(request, pk, kind, form, status),
    )


def scoped(request: HttpRequest, pk: int) -> WordingVersion:
    """Answer a version that the user sees, or 404."""
    rows = WordingVersion.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("county", "drafted_by", "approved_by"), pk=pk)


def _editable(request: HttpRequest, pk: int) -> WordingVersion:
    row = scoped(request, pk)
    if refusal := permissions.edit_wording.refusal(request.user, row):
        raise PermissionDenied(refusal)
    return row


def _to(row: WordingVersion) -> str:
    return reverse("schemes:wording", args=[row.pk])


def wording(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its words, a sample, its moves and history."""
    return show(request, scoped(request, pk), WordingActForm())


def show(request: HttpRequest, row: WordingVersion, form: Any, status: int = 200) -> HttpResponse:
    """Answer a version's page with the form of its moves."""
    context = present.wording_page(row, _kind(row.kind), user=request.user, on=_today())
    context |= wording_samples.panel(row, user=request.user, at=timezone.now())
    return render(request, "schemes/wordings/detail.html", context | {"form": form}, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a draft and its first day."""
    row = _editable(request, pk)
    kind, form = _kind(row.kind), BaseWordingForm if row.is_base else WordingForm

    def again(form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("修改文本"),
            "version": row,
            "form": form,
            "fields": [] if row.is_base else present.fields(kind),
            "phrases": [] if row.is_base else kind.phrases,
            "crumbs": present.version_crumbs(row, kind, _("修改文本")),
        }
        return render(request, "schemes/wordings/edit.html", context, status=status)

    told = row.words._asdict() | {"from_on": row.from_on}
    if request.method != "POST":
        return again(form(initial=told))
    filled = form(request.POST, initial=told)
    return perform(request, wordings.put, row, filled, done=_("已保存"), to=_to, show=again)


_MOVES = {
    "submit_wording": (wordings.submit, gettext_lazy("已提交审定")),
    "return_wording": (wordings.send_back, gettext_lazy("已退回修改")),
    "approve_wording": (wordings.approve, gettext_lazy("已审定")),
    "drop_wording": (wordings.drop, gettext_lazy("已放弃草稿")),
}


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _editable(request, pk)
    if name not in _MOVES:
        raise Http404
    move, done = _MOVES[name]
    return perform(
        request,
        move,
        row,
        WordingActForm(request.POST),
        done=str(done),
        to=_to,
        show=lambda form, status: show(request, scoped(request, pk), form, status),
    )


def diff(request: HttpRequest, pk: int, against: str) -> HttpResponse:
    """What a version says differently from what it stands in for, or from the one before."""
    row = scoped(request, pk)
    kind, on = _kind(row.kind), row.from_on or _today()
    before = queries.previous(row)
    if against == "base":
        other, old = queries.base_of(row, on)
        title = _("与基准比较")
    elif against == "previous" and before is not None:
        other, old, title = before, queries.effective(before, on), _("与上一版比较")
    else:
        raise Http404
    context = {
        "title": title,
        "version": row,
        "other": present.named(other),
        "changes": wording_diffs.compare(old, queries.effective(row, on)),
        "crumbs": present.version_crumbs(row, kind, title),
    }
    return render(request, "schemes/wordings/diff.html", context)
