"""任免审批表 out: as LRMX for one person or a selection, and as a printed form."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from accounts.queries import users
from cadres import permissions
from cadres.forms.sheets import PurposeForm
from cadres.models import Cadre
from cadres.regulations import MAX_BATCH
from cadres.services import exports
from cadres.views.people import crumbs_of, scoped
from core.acts import note_refusal, perform, status_of
from core.documents import presenters as documents
from core.documents.models import Document
from core.documents.views import pdf_of, progress_of
from core.errors import DomainError

KEPT = "lrmx:people"  # session: the ids chosen on the list, so that they stand in no address


def _scoped(request: HttpRequest, pk: int) -> Cadre:
    row = scoped(request, pk)
    if refusal := permissions.export_form.refusal(request.user, row):
        raise PermissionDenied(refusal)
    return row


def _attached(body: bytes) -> HttpResponse:
    """Answer a file whose name says nothing about the person."""
    is_zip = body.startswith(b"PK")
    kind, name = ("zip", "lrmx.zip") if is_zip else ("octet-stream", "person.lrmx")
    response = HttpResponse(body, content_type=f"application/{kind}")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@sensitive_variables("body")
def _given(request: HttpRequest, people: list[Cadre], crumbs: Any) -> HttpResponse:
    form, status = PurposeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                body = exports.lrmx_files(
                    people, by=request.user, at=timezone.now(), **form.cleaned_data
                )
                return _attached(body)
            except DomainError as error:
                form.add_error(None, str(error))
                note_refusal(request, error)
                status = status_of(error)
    context = {"title": _("导出任免审批表"), "form": form, "people": people, "crumbs": crumbs}
    return render(request, "cadres/sheets/export.html", context, status=status)


@never_cache
def person_lrmx(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_lrmx(request, _scoped(request, pk))


@reauthentication_required
def _person_lrmx(request: HttpRequest, row: Cadre) -> HttpResponse:
    return _given(request, [row], crumbs_of(row, _("导出任免审批表")))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the people ticked on the list, and ask for the purpose on the next page."""
    if users.administered(request.user) is None:
        raise PermissionDenied(_("只有本县管理员可以导出任免审批表。"))
    asked = request.POST.getlist("pick")[: MAX_BATCH + 1]
    request.session[KEPT] = [int(pk) for pk in asked if pk.isascii() and pk.isdigit()]
    return redirect("cadres:people-lrmx")


@never_cache
def people_lrmx(request: HttpRequest) -> HttpResponse:
    if users.administered(request.user) is None:
        raise PermissionDenied(_("只有本县管理员可以导出任免审批表。"))
    return _people_lrmx(request)


@reauthentication_required
def _people_lrmx(request: HttpRequest) -> HttpResponse:
    rows = Cadre.objects.visible_to(request.user).filter(pk__in=request.session.get(KEPT, []))
    people = list(rows.select_related("unit__county").order_by("name", "pk"))
    if not people:
        return redirect("cadres:person-list")
    crumbs = [
        (_("干部档案"), reverse("cadres:person-list")),
        (_("导出任免审批表"), None),
    ]
    return _given(request, people, crumbs)


def _links(document: Document, row: Cadre) -> dict[str, Any]:
    return documents.progress(
        document,
        at=timezone.now(),
        poll_url=reverse("cadres:form-progress", args=[row.pk, document.uid]),
        file_url=reverse("cadres:form-file", args=[row.pk, document.uid]),
    )


@never_cache
def person_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the printed form, and list those printed before."""
    return _person_form(request, _scoped(request, pk))


@reauthentication_required
def _person_form(request: HttpRequest, row: Cadre) -> HttpResponse:
    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("打印任免审批表"),
            "form": form,
            "cadre": row,
            "printed": [_links(document, row) for document in exports.printed(row)[:5]],
            "crumbs": crumbs_of(row, _("打印任免审批表")),
        }
        return render(request, "cadres/sheets/form.html", context, status=status)

    if request.method != "POST":
        return show(PurposeForm())
    return perform(
        request,
        exports.request_form,
        row,
        PurposeForm(request.POST),
        done=_("已申请，生成后会出现在本页"),
        to=lambda _document: reverse("cadres:person-form", args=[row.pk]),
        show=show,
    )


@require_GET
def form_progress(request: HttpRequest, pk: int, uid: Any) -> HttpResponse:
    row = _scoped(request, pk)
    document = get_object_or_404(exports.printed(row), uid=uid)
    context = _links(document, row)
    return progress_of(request, context)


@require_GET
def form_file(request: HttpRequest, pk: int, uid: Any) -> HttpResponse:
    row = _scoped(request, pk)
    return _form_file(request, row, get_object_or_404(exports.printed(row), uid=uid))


@reauthentication_required
def _form_file(request: HttpRequest, row: Cadre, document: Document) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds no person."""
    if not document.is_ready:
        raise Http404
    exports.hand_out(row, document, by=request.user, at=timezone.now())
    return pdf_of(document, name="appointment-form")
