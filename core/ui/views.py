"""Where browsers report what the content policy kept from loading."""

import hashlib
import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

_LONGEST = 8192  # bytes of one report
_SAID_ONCE_IN = 3600  # seconds in which the same line is written once
_ORIGIN = re.compile(r"(https?|wss?)://[a-z0-9.-]{1,80}(:\d{1,5})?")
_log = logging.getLogger("recall.policy")


@csrf_exempt  # the browser sends it by itself, without a token; nothing is changed by it
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """Log directive, blocked origin and the page's route, each distinct line once an hour.

    Whatever comes is answered with 204. Addresses and the page's words are not kept.
    Source: Content Security Policy Level 3, section 5 (report-uri).
    """
    told = _told(request.body) if len(request.body) <= _LONGEST else {}
    line = (
        _word(told.get("effective-directive") or told.get("violated-directive")),
        _origin(told.get("blocked-uri")),
        _route(told.get("document-uri")),
    )
    mark = hashlib.sha256("|".join(line).encode()).hexdigest()[:32]
    if told and cache.add(f"policy:{mark}", 1, _SAID_ONCE_IN):
        _log.warning("content policy: directive=%s blocked=%s page=%s", *line)
    return HttpResponse(status=204)


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    report = told.get("csp-report") if isinstance(told, dict) else None
    return report if isinstance(report, dict) else {}


def _word(given: Any) -> str:
    found = re.match(r"[a-z-]{1,40}", str(given))
    return found[0] if found else "-"


def _origin(given: Any) -> str:
    found = _ORIGIN.match(str(given)[:200])
    return found[0] if found else _word(given)


def _route(given: Any) -> str:
    try:
        return resolve(urlsplit(str(given)[:500]).path).view_name
    except (Resolver404, ValueError):
        return "-"
