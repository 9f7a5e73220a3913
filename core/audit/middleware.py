"""Two things only the edge knows: where a request came from, and that it was refused."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a middleware is HTTP)
from django.utils import timezone

from core.audit import origin, refusals
from core.audit.budget import BudgetSpent

_REFUSED = (403, 404)


class AuditTrail:
    """Name the client's address in every entry, and leave one entry for every refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origin.coming_from(origin.client_of(request.META)):
            response = self.get_response(request)
            if response.status_code in _REFUSED:
                refusals.note(request, status=response.status_code, at=timezone.now())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Ask for a reason where a day's people are seen (core.audit.budget)."""
        if isinstance(error, BudgetSpent):
            return redirect_to_login(request.get_full_path(), settings.DETAIL_REASON_URL, "next")
        return None
