"""Step-up: a sensitive act asks again who is there, however long the session is open."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def _is_demanded(_request: HttpRequest) -> bool:
    return bool(settings.STEP_UP_DEMANDED)


def step_up(view: View) -> View:
    """Let a POST through only within five minutes of a fresh password or second factor.

    Otherwise the request is kept, the person confirms who they are, and the request goes on.
    """
    return reauthentication_required(view, allow_get=True, enabled=_is_demanded)
