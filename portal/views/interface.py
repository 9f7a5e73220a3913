"""接口: what other systems read with a key; no session, and no address that names anybody."""

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.enums import DUTIES
from accounts.models import InterfaceKey
from accounts.views.console import duty
from core import dates
from core.documents import storage
from core.documents.errors import DocumentDamaged
from portal.forms import InterfaceQuestion
from portal.presenters.interface import answers, openapi, resources
from portal.presenters.interface import guide as present
from portal.queries import interface as queries
from portal.services import interface as notes
from portal.views.interface_door import Refused, answer_json, answer_page, door, missing, tagged

_LONGEST = 4_096  # bytes of a question


def _month(text: str) -> date:
    try:
        return datetime.strptime(f"{text}-01", "%Y-%m-%d").date()
    except ValueError:
        raise missing() from None


def _signed(key: InterfaceKey, month: str) -> Any:
    run = queries.run_of(key, _month(month))
    if run is None:
        raise Refused(404, "not-signed", _("该月的变动表尚未签发。"))
    return run


@door(resources.RUNS)
def pay_runs(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    return answer_page(request, key, resources.RUNS, queries.runs(key), at=at)


@door(resources.LINES)
def pay_lines(request: HttpRequest, key: InterfaceKey, *, at: datetime, month: str) -> HttpResponse:
    rows = queries.lines(key, _signed(key, month))
    return answer_page(request, key, resources.LINES, rows, at=at, place=month)


@door(resources.EFFECTS)
def pay_effects(
    request: HttpRequest, key: InterfaceKey, *, at: datetime, month: str
) -> HttpResponse:
    run = _signed(key, month)
    rows = queries.effects(key, run)
    return answer_page(
        request,
        key,
        resources.EFFECTS,
        rows,
        at=at,
        place=month,
        wrap=lambda row: {"effect": row, "month": run.month},
    )


@door(resources.CASES)
def case_list(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    return answer_page(request, key, resources.CASES, queries.cases(key), at=at)


@door(resources.ONE_CASE)
def case(request: HttpRequest, key: InterfaceKey, *, at: datetime, id: str) -> HttpResponse:
    row = queries.by_alias(queries.cases(key), queries.CASE, id)
    if row is None:
        raise missing()

    def note() -> None:
        told = {"operation": resources.ONE_CASE.name, "about": [row.cadre_id]}
        notes.note_rows(key, [row], **told, read_at=at)

    return answer_json(request, answers.one(resources.ONE_CASE, row), note)


@door(resources.DOCUMENTS)
def document_list(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    return answer_page(request, key, resources.DOCUMENTS, queries.documents(key), at=at)


@door(resources.FILES)
def archive_documents(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    return answer_page(request, key, resources.FILES, queries.files(key), at=at)


@door(resources.VOLUMES)
def archive_volumes(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    return answer_page(request, key, resources.VOLUMES, queries.volumes(key), at=at)


def _file(
    request: HttpRequest, key: InterfaceKey, rows: Any, uid: UUID, media: str, *, at: datetime
) -> HttpResponse:
    row = queries.by_uid(rows, uid)
    if row is None:
        raise missing()

    def make() -> HttpResponse:
        try:
            body = storage.verified(row.file, row.sha256)
        except DocumentDamaged as error:
            raise Refused(503, "damaged", str(error)) from error
        notes.note_file(key, row, read_at=at)
        name = f"{row.uid.hex}.{media.removeprefix('application/')}"
        return FileResponse(BytesIO(body), as_attachment=True, filename=name, content_type=media)

    return tagged(request, row.sha256, make)


@door(resources.FILE)
def archive_document_file(
    request: HttpRequest, key: InterfaceKey, *, at: datetime, uid: UUID
) -> HttpResponse:
    return _file(request, key, queries.files(key), uid, resources.PDF, at=at)


@door(resources.VOLUME)
def archive_volume_file(
    request: HttpRequest, key: InterfaceKey, *, at: datetime, uid: UUID
) -> HttpResponse:
    return _file(request, key, queries.volumes(key), uid, resources.ZIP, at=at)


def _question(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > _LONGEST:
        raise Refused(400, "question", _("请求正文过长。"))
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or set(told) - set(InterfaceQuestion.base_fields):
        raise Refused(400, "question", _("请求正文须为 JSON，只含约定的字段。"))
    form = InterfaceQuestion(told)
    if not form.is_valid():
        raise Refused(400, "question", _("请求正文的字段不合格式：%s") % _("、").join(form.errors))
    return form.cleaned_data


@door(resources.CHECK, method="POST")
def eligibility(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    """Whether one person may be put up; of two of one name the birthday tells which."""
    asked = _question(request)
    found = queries.askable(key, name=asked["name"], born_on=asked["born_on"])
    if not found:
        raise missing()
    if len(found) > 1:
        raise Refused(409, "several", _("有重名，请加出生日期。"))
    told = notes.check(
        key,
        found[0],
        kind=asked["kind"],
        reference=asked["reference"],
        on=dates.legal_day(at),
        read_at=at,
    )
    return answer_json(request, answers.one(resources.CHECK, told), lambda: None)


@door(resources.FIGURES)
def figures(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    tables = queries.figures(key, on=dates.legal_day(at))

    def note() -> None:
        notes.note_rows(key, [], operation=resources.FIGURES.name, about=[], read_at=at)

    return answer_json(request, answers.figures(tables), note)


@door(None)
def document(request: HttpRequest, key: InterfaceKey, *, at: datetime) -> HttpResponse:
    """The OpenAPI document, for whoever holds any key."""
    return answer_json(request, openapi.document(), lambda: None)


@require_GET
@duty(*DUTIES)
def guide(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document as a page for people, made here: nothing is loaded from elsewhere."""
    return render(request, "portal/interface.html", present.page())
