"""Two things only the edge knows: where a request came from, and that it was refused."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a middleware is HTTP)
from django.utils import timezone

from core.audit import origin, trail

_REFUSED = (403, 404)


class AuditTrail:
    """Name the client's address in every entry, and leave one entry for every refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origin.coming_from(origin.client_of(request.META)):
            response = self.get_response(request)
            if response.status_code in _REFUSED:
                _note(request, status=response.status_code)
        return response


def _note(request: HttpRequest, *, status: int) -> None:
    """A refused page is named by its route, never by its address: that may hold anything."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return
    pk = match.kwargs.get("pk")
    trail.denied(
        match.view_name,
        row_id=pk if isinstance(pk, int) and pk < 2**63 else None,
        by=user,
        at=timezone.now(),
        method=request.method if request.method in {"GET", "POST", "HEAD"} else "other",
        status=status,
    )
