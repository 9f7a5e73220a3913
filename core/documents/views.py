"""Handing out a document's file, and 查验: what became of one, for everybody who holds its code.

The pages of 查验 ask for no account and name no person; nothing is written down of who asks. Their
addresses are keys, so they go to no other site and into no cache.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from core import dates
from core.audit import origin
from core.documents import codes, holders, presenters, proofs, standings, storage
from core.documents.forms import CodeForm, FileForm
from core.documents.hashing import Sha256Handler
from core.documents.models import Document
from core.guesses import Guesses

TRIES = 20  # wrong codes from one address
WRONG = Guesses("verify", TRIES)
FILES = Guesses("verify-file", 60)  # files from one address: to hash them costs us something
_ROOM = 64 * 1024  # bytes of a form around its file


def pdf_of(document: Document | None, *, name: str = "") -> FileResponse:
    """Answer the PDF after its hash was checked, to be saved, kept by no cache.

    :param name: without the ending, of numbers alone; otherwise made of kind, year and number

    :raises Http404: there is no document, or no file yet
    :raises DocumentDamaged: the file is not the one issued
    """
    if document is None or not document.is_ready:
        raise Http404
    response = FileResponse(
        storage.open_verified(document),
        as_attachment=True,
        filename=f"{name or _name(document)}.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def progress_of(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Answer the fragment that a page polls until its document is there or has failed.

    :param context: as `presenters.progress` gives it
    """
    status = presenters.poll_status(context["document"])
    return render(request, "documents/_progress.html", context, status=status)


@require_POST
def prove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """校验: hash a paper's file again, for who works with it.

    404 for everybody else, the person concerned among them, and while there is no file.
    """
    held = holders.held(uid, request.user)
    if held is None:
        raise Http404
    proofs.prove_document(held.row, held.document, by=request.user, at=timezone.now())
    messages.success(request, _("已校验，结果已经登记"))
    return redirect(f"{held.page}#proof-{presenters.anchor(held.document)}")


def _name(document: Document) -> str:
    return f"{document.kind}-{document.year}-{document.number or document.pk}"


@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """Take a code and go to its page; what cannot be a code goes the way of a wrong one."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, form, 422 if form.is_bound else 200)
    code = codes.understood(form.cleaned_data["code"]) or codes.NOBODY
    return redirect("verify-code", code=code)


@csrf_exempt  # asked for by `_verified`, after the handler that keeps nothing stands ready
@login_not_required
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what became of a document; or, sent a file, whether it is the one that was issued."""
    if WRONG.are_spent(origin.address()):
        return _door(request, _refused(_("这个网络地址输错的次数太多，请十分钟后再试。")), 429)
    if request.method == "POST":
        if _length(request) > settings.UPLOAD_MAX_BYTES + _ROOM:
            return _door(request, _refused(_("文件超过 20 MB，没有接收。")), 413)
        request.upload_handlers = [Sha256Handler(request)]
    return _verified(request, code)


@csrf_protect
def _verified(request: HttpRequest, code: str) -> HttpResponse:
    found = standings.find(code, on=dates.legal_day(timezone.now()))
    if found is None:
        WRONG.note(origin.address())
        return _door(request, _refused(_("没有查到这个验真码，请与纸面逐位核对。")), 404)
    form, told, status = _compared(request, found.document)
    context = presenters.verified(found) | {"form": form, "told": told}
    return _bare(render(request, "documents/verified.html", context, status=status))


def _compared(request: HttpRequest, document: Document) -> tuple[FileForm, dict[str, Any], int]:
    """Answer the form, the note about a file if one was sent, and the status."""
    if request.method != "POST":
        return FileForm(), {}, 200
    form = FileForm(request.POST, request.FILES)
    if FILES.are_spent(origin.address()):
        form.add_error(None, _("这个网络地址比对的次数太多，请十分钟后再试。"))
        return form, {}, 429
    FILES.note(origin.address())
    if not form.is_valid():
        return form, {}, 422
    on = dates.legal_day(timezone.now())
    return FileForm(), presenters.compared(document, form.cleaned_data["file"], on=on), 200


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isdigit() else 0


def _refused(sentence: str) -> CodeForm:
    form = CodeForm({"code": "-"})
    form.add_error(None, sentence)
    return form


def _door(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    return _bare(render(request, "documents/verify.html", {"form": form}, status=status))


def _bare(response: HttpResponse) -> HttpResponse:
    """`no-referrer` would make the form's own origin null, and the page could not be sent."""
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
