"""案卷: which papers a case's volume holds, binding it, and taking it away."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.models import Volume
from assessment.presenters import volumes as present
from assessment.services import volumes
from assessment.views.assessments import scoped
from core.acts import perform, shown
from core.documents import storage
from core.documents.presenters import STOP_POLLING
from core.ui.forms import NoFields
from recall.models import Case


def case_volumes(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The list of papers with what is missing; a POST asks for a volume."""
    case = _kept(request, case_pk)

    def show(form: Any, status: int) -> HttpResponse:
        fresh = scoped(request, case.pk)
        context = present.detail(fresh, user=request.user, form=form)
        return render(request, "assessment/volumes.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        volumes.request,
        case,
        NoFields(request.POST),
        done=_("正在归卷，完成后出现在本页"),
        to=lambda _row: reverse("assessment:case-volumes", args=[case.pk]),
        show=show,
    )


def _kept(request: HttpRequest, pk: int) -> Case:
    """Answer a case to somebody who keeps its volume; others are told why they may not."""
    case = scoped(request, pk)
    if refusal := permissions.keep_volume.refusal(request.user, case):
        raise PermissionDenied(refusal)
    return shown(request, case)


def _volume(request: HttpRequest, pk: int) -> Volume:
    rows = Volume.objects.visible_to(request.user).select_related("case__cadre", "requested_by")
    row = get_object_or_404(rows, pk=pk)
    if refusal := permissions.keep_volume.refusal(request.user, row.case):
        raise PermissionDenied(refusal)
    return row


def volume(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far the binding is."""
    row = _volume(request, pk)
    status = 200 if row.is_pending else STOP_POLLING
    return render(request, "assessment/_volume.html", {"row": row}, status=status)


def volume_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sealed package, after its hash was checked; 404 while there is none."""
    row = shown(request, _volume(request, pk), act="download")
    if not row.ready_at:
        raise Http404
    response = FileResponse(
        BytesIO(storage.verified(row.file, row.sha256)),
        as_attachment=True,
        filename=f"volume-{row.case_id}-{row.number}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
