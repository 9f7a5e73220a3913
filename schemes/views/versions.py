"""Pages of a version: the full text, its parts as forms, its moves, what changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.acts import perform
from schemes import permissions
from schemes.forms.schemes import BasisForm, OpinionForm, ParametersForm
from schemes.models import SchemeVersion
from schemes.presenters import versions as present
from schemes.queries import diffs, parameters
from schemes.queries import versions as queries
from schemes.services import schemes


def scoped(request: HttpRequest, pk: int) -> SchemeVersion:
    """Answer the version if the user may see it, else 404."""
    rows = SchemeVersion.objects.visible_to(request.user).select_related(
        "scheme__county", "scheme__unit", "above__scheme", "drafted_by", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def editable(request: HttpRequest, pk: int) -> SchemeVersion:
    """Answer the version for an admin of its division, else 403 or 404."""
    row = scoped(request, pk)
    if refusal := permissions.edit_version.refusal(request.user, row):
        raise PermissionDenied(refusal)
    return row


def to_text(row: Any) -> str:
    return reverse("schemes:text", args=[row.pk])


def text(request: HttpRequest, pk: int) -> HttpResponse:
    """办法全文, to read and to print."""
    return _show(request, scoped(request, pk), OpinionForm())


def _show(request: HttpRequest, row: SchemeVersion, form: Any, status: int = 200) -> HttpResponse:
    context = present.text_page(row, user=request.user) | {"form": form}
    return render(request, "schemes/versions/text.html", context, status=status)


def basis(request: HttpRequest, pk: int) -> HttpResponse:
    row = editable(request, pk)
    names = ("legal_basis", "document_number", "from_on", "sunset_on")
    initial = {name: getattr(row, name) for name in names}
    form = BasisForm(request.POST or None, initial=initial)
    return _form(request, row, form, schemes.put_basis, _("依据和有效期"), "schemes/form.html")


def put_parameters(request: HttpRequest, pk: int) -> HttpResponse:
    row = editable(request, pk)
    form = ParametersForm(request.POST or None, initial=parameters.whole(row.parameters))
    page = "schemes/versions/parameters.html"
    return _form(request, row, form, schemes.put_parameters, _("参数"), page)


def _form(
    request: HttpRequest, row: SchemeVersion, form: Any, act: Any, title: str, page: str
) -> HttpResponse:
    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = present.version_crumbs(row, title)
        context = {"title": title, "form": form, "crumbs": crumbs, "about": row}
        return render(request, page, context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(request, act, row, form, done=_("已保存"), to=lambda _r: to_text(row), show=show)


_MOVES = {
    "submit_version": (schemes.submit, gettext_lazy("已提交审定")),
    "return_version": (schemes.send_back, gettext_lazy("已退回修改")),
    "approve_version": (schemes.approve, gettext_lazy("已审定")),
}


@require_POST
def version_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = editable(request, pk)
    if name not in _MOVES:
        raise Http404
    act, done = _MOVES[name]
    return perform(
        request,
        act,
        row,
        OpinionForm(request.POST),
        done=str(done),
        to=to_text,
        show=lambda form, status: _show(request, scoped(request, pk), form, status),
    )


def diff(request: HttpRequest, pk: int, against: str) -> HttpResponse:
    """What differs from the version above, or from the one before."""
    row = scoped(request, pk)
    other = {"above": row.above, "previous": queries.previous(row)}.get(against)
    seen = SchemeVersion.objects.visible_to(request.user).select_related("scheme")
    if other is None:
        raise Http404
    other = get_object_or_404(seen, pk=other.pk)
    title = _("与上级办法比较") if against == "above" else _("与上一版比较")
    context = {
        "title": title,
        "version": row,
        "other": other,
        "diff": diffs.compare(other, row),
        "crumbs": present.version_crumbs(row, title),
    }
    return render(request, "schemes/versions/diff.html", context)
