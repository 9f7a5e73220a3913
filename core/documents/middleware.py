"""A file that is no longer the one registered: said in a sentence and kept on record."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a middleware is HTTP)
from django.utils import timezone

from core.audit import refusals
from core.documents import regulations
from core.documents.errors import DocumentDamaged


class DamagedFiles:
    """Answer 409 with the sentence where a view was about to hand out a damaged file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DocumentDamaged):
            return None
        rule = regulations.stays_unchanged.number
        refusals.note(request, status=409, at=timezone.now(), rule=rule)
        response = HttpResponse(str(error), "text/plain; charset=utf-8", status=409)
        response["Cache-Control"] = "private, no-store"
        return response
