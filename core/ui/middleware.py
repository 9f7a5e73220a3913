"""The screen's language by choice; no request that another site makes by itself; small pages."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a middleware is HTTP)
from django.middleware.gzip import GZipMiddleware
from django.utils import translation


class ChosenLanguage:
    """Activate the language of the cookie; a browser's own wish does not count.

    Office machines often carry an English browser, and the papers are Chinese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class OwnSite:
    """Let another site lead people here by a link, and do nothing else with this one.

    Browsers say where a request comes from (Fetch Metadata, W3C). A browser too old to say so
    is held by the token of the form, the cookies' SameSite and the frame policy alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Refuse what another site sends, embeds or reads.

        :raises PermissionDenied: unless it is a link followed at the top of a window
        """
        told = request.headers
        if told.get("Sec-Fetch-Site") not in {"cross-site", "same-site"}:
            return
        is_link = (told.get("Sec-Fetch-Mode"), told.get("Sec-Fetch-Dest")) == (
            "navigate",
            "document",
        )
        if not is_link or request.method not in {"GET", "HEAD"}:
            raise PermissionDenied


class SmallerPages(GZipMiddleware):
    """Compress pages, calendars and JSON on the way out; files are compressed already.

    Django adds up to 100 random bytes to each, so that lengths tell nothing (docs/adr/0040).
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind not in ("text/html", "application/json", "text/calendar"):
            return response
        return super().process_response(request, response)
