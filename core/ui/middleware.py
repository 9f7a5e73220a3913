"""The screen's language: Chinese, unless the user has chosen another by the language button."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a middleware is HTTP)
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
