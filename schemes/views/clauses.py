"""Forms of the clauses of a draft."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from schemes.forms.schemes import ClauseForm, CorrespondForm, DropForm
from schemes.models import Clause, SchemeVersion
from schemes.presenters import versions as present
from schemes.services import clauses
from schemes.views.versions import editable, to_text


def clause_add(request: HttpRequest, pk: int) -> HttpResponse:
    start = {"category": "attitude", "applies_to": "ALL"}
    return _clause(request, editable(request, pk), None, start)


def clause_edit(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    row = editable(request, pk)
    clause = get_object_or_404(row.clauses.select_related("ground"), pk=clause_pk)
    names = ClauseForm.base_fields
    return _clause(request, row, clause, {name: getattr(clause, name) for name in names})


def _clause(
    request: HttpRequest, row: SchemeVersion, clause: Clause | None, start: dict[str, Any]
) -> HttpResponse:
    title = _("修改情形") if clause else _("增加情形")
    form = ClauseForm(request.POST or None, initial=start)

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": title,
            "version": row,
            "clause": clause,
            "form": form,
            "drop_form": DropForm(auto_id="id_drop_%s"),
            "crumbs": present.version_crumbs(row, title),
        }
        return render(request, "schemes/versions/clause.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        lambda version, **given: clauses.write(version, clause=clause, **given),
        row,
        form,
        done=_("已保存"),
        to=lambda _c: to_text(row),
        show=show,
    )


@require_POST
def clause_drop(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    return _act(request, pk, clause_pk, clauses.drop, DropForm(request.POST), _("已标为不再适用"))


@require_POST
def clause_restore(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    return _act(request, pk, clause_pk, clauses.restore, Form(request.POST), _("已恢复适用"))


def _act(
    request: HttpRequest, pk: int, clause_pk: int, act: Any, form: Any, done: str
) -> HttpResponse:
    row = editable(request, pk)
    clause = get_object_or_404(row.clauses.select_related("ground"), pk=clause_pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "title": str(clause),
            "about": row,
            "form": form,
            "crumbs": present.version_crumbs(row, str(clause)),
        }
        return render(request, "schemes/form.html", context, status=status)

    return perform(
        request,
        lambda version, **given: act(version, clause=clause, **given),
        row,
        form,
        done=done,
        to=lambda _c: to_text(row),
        show=show,
    )


def correspond(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Which items of other lists a clause reads, for past cases and replays."""
    row = editable(request, pk)
    clause = get_object_or_404(row.clauses.select_related("ground", "version"), pk=clause_pk)
    linked = row.correspondences.filter(ground=clause.ground_id).values_list("other", flat=True)
    data = request.POST if request.method == "POST" else None
    form = CorrespondForm(data, clause=clause, initial={"others": list(linked)})
    title = _("对应关系：%(clause)s") % {"clause": clause}

    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = present.version_crumbs(row, _("对应关系"))
        context = {"title": title, "form": form, "crumbs": crumbs, "about": row}
        return render(request, "schemes/form.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        lambda version, **given: clauses.correspond(version, clause=clause, **given),
        row,
        form,
        done=_("已保存"),
        to=lambda _c: to_text(row),
        show=show,
    )
