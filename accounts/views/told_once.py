"""A secret that is shown on one page, once: kept sealed in the session until then."""

from typing import Any

from django.http import HttpRequest

from core.sealing import boxes

_NAME, _PLACE = "told_once", "session.told_once"


def keep(request: HttpRequest, row: Any, token: str) -> None:
    """Keep the secret of a row for the page that shows it next."""
    sealed = boxes.seal_to_text(token, place=_PLACE)
    request.session[_NAME] = {"row": row._meta.label_lower, "pk": row.pk, "secret": sealed}


def take(request: HttpRequest, row: Any) -> str:
    """Answer the secret kept for a row and forget it; empty if there is none."""
    told = request.session.get(_NAME)
    if told is None or (told["row"], told["pk"]) != (row._meta.label_lower, row.pk):
        return ""
    del request.session[_NAME]
    return boxes.unseal_from_text(told["secret"], place=_PLACE)
