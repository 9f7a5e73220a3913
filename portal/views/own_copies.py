"""本人信息副本: ask, wait, download; nobody but the one whom it is about."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.acts import note_refusal, perform, status_of
from core.errors import DomainError
from core.exports import copies
from core.exports.models import CopyState, OwnCopy
from core.ui.forms import NoFields

_DONE = 286  # htmx stops asking


@never_cache
@require_GET
def own_copy(request: HttpRequest) -> HttpResponse:
    """What a copy is, the button, and those of the last days."""
    return _show(request, None, 200)


def _context(request: HttpRequest) -> dict[str, Any]:
    rows = list(OwnCopy.objects.of_person(request.user).order_by("-asked_at", "-pk")[:5])
    is_due = any(row.state == CopyState.DUE for row in rows)
    return {"copies": rows, "is_due": is_due, "now": timezone.now()}


def _show(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    context = _context(request) | {"form": form}
    return render(request, "portal/own_copy.html", context, status=status)


@never_cache
@require_GET
def own_copy_progress(request: HttpRequest) -> HttpResponse:
    """The polled fragment: how far the copies are."""
    context = _context(request)
    status = 200 if context["is_due"] else _DONE
    return render(request, "portal/_own_copies.html", context, status=status)


@require_POST
def own_copy_ask(request: HttpRequest) -> HttpResponse:
    return perform(
        request,
        copies.ask,
        None,
        NoFields(request.POST),
        done=_("已开始生成，一般几秒钟就好"),
        to=lambda _row: reverse("portal:own-copy"),
        show=lambda form, status: _show(request, form, status),
    )


@require_POST
def own_copy_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the file out while its time lasts; afterwards the page says why not."""
    row = get_object_or_404(OwnCopy.objects.of_person(request.user), pk=pk)
    try:
        path = copies.take(row, by=request.user, at=timezone.now())
    except DomainError as error:
        form = NoFields({})
        form.add_error(None, str(error))
        note_refusal(request, error)
        return _show(request, form, status_of(error))
    if not path.is_file():
        return redirect("portal:own-copy")
    response = FileResponse(
        BytesIO(path.read_bytes()),
        as_attachment=True,
        filename=row.file_name,
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
