"""The door of the interface: key, scope, rate, tag, page; and refusals as RFC 9457 problems."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.models import InterfaceKey
from accounts.queries import keys
from accounts.services.keys import is_within_rate
from core import decimals
from core.audit import origin
from portal.presenters.interface import answers
from portal.presenters.interface.resources import Resource
from portal.queries import interface as queries
from portal.services import interface as notes

View = Callable[..., HttpResponse]
_BEARER = "Bearer "


class Refused(Exception):
    """A request that is answered with a problem: status, code for programmes, sentence."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


def missing() -> Refused:
    return Refused(404, "not-found", _("本县没有这条记录。"))


def _problem(told: Refused) -> HttpResponse:
    body = answers.problem(told.status, told.code, told.detail)
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=told.status,
        content_type="application/problem+json",
    )
    if told.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="recall"'
    if told.status == 429:
        answer["Retry-After"] = str(60 - timezone.now().second)
    return answer


def _admitted(request: HttpRequest, *, at: datetime) -> InterfaceKey:
    """Answer the key that a request shows.

    :raises Refused: 401 for anything but a live key from its own network
    """
    told = request.headers.get("Authorization", "")
    shown = told.removeprefix(_BEARER) if told.startswith(_BEARER) else ""
    key = keys.presented(shown, address=origin.address(), at=at)
    if key is None:
        raise Refused(401, "no-key", _("没有有效的密钥。"))
    return key


def _judge(key: InterfaceKey, resource: Resource | None, *, at: datetime) -> None:
    """:raises Refused: 429 too often in this minute, 403 another scope"""
    if not is_within_rate(key, minute=at.replace(second=0, microsecond=0)):
        raise Refused(429, "too-often", _("超过每分钟次数，请稍后再试。"))
    if resource is not None and resource.scope not in key.scopes:
        raise Refused(403, "scope", _("密钥不含该范围。"))


def door(resource: Resource | None, *, method: str = "GET") -> Callable[[View], View]:
    """Let a live key of the right scope through, within its rate; anything else is a problem."""

    def guard(view: View) -> View:
        @csrf_exempt  # a key in a header is no cookie that another site could make a browser send
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
            at, key = timezone.now(), None
            try:
                key = _admitted(request, at=at)
                if request.method not in {method, "HEAD" if method == "GET" else method}:
                    raise Refused(405, "method", _("该地址不接受这种请求。"))
                _judge(key, resource, at=at)
                return view(request, key, at=at, **given)
            except Refused as told:
                page = request.resolver_match.view_name if request.resolver_match else ""
                notes.note_refusal(key, page, status=told.status, read_at=at)
                return _problem(told)

        return guarded

    return guard


def tagged(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 to who holds these bytes already, else what `make` makes."""
    etag = f'"{tag}"'
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in {one.removeprefix("W/") for one in held}:  # a compressed answer's tag is weak
        answer = HttpResponse(status=304)
    else:
        answer = make()
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-store"
    return answer


def answer_json(request: HttpRequest, told: Any, note: Callable[[], None]) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()

    def make() -> HttpResponse:
        note()  # before anything is handed out: what cannot be noted is not told
        return HttpResponse(body, content_type="application/json")

    return tagged(request, hashlib.sha256(body).hexdigest(), make)


def _size(request: HttpRequest) -> int:
    asked = request.GET.get("limit", str(queries.PAGE))
    try:
        size = decimals.whole(asked)
    except decimals.NotANumber:
        size = 0
    if not 1 <= size <= queries.PAGE:
        raise Refused(400, "limit", _("limit 须为 1 至 %(n)d 的整数。") % {"n": queries.PAGE})
    return size


def answer_page(
    request: HttpRequest,
    key: InterfaceKey,
    resource: Resource,
    rows: Any,
    *,
    at: datetime,
    place: str = "",
    wrap: Callable[[Any], Any] = lambda row: row,
) -> HttpResponse:
    found = queries.page(
        rows,
        place=f"{resource.name} {place}",
        cursor=request.GET.get("cursor", ""),
        size=_size(request),
    )
    if found is None:
        raise Refused(400, "cursor", _("游标不属于这份列表。"))
    held, cursor = found
    shown = [wrap(row) for row in held]

    def note() -> None:
        about = [resource.about(one) for one in shown]
        notes.note_rows(key, held, operation=resource.name, about=about, read_at=at)

    return answer_json(request, answers.listed(resource, shown, cursor), note)
