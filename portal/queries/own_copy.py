"""One's own copy as files: a page to read, the same rows as JSON, and every paper one was given."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import dates
from core.documents import storage
from core.documents.errors import DocumentDamaged, DocumentNotReady
from evidence.enums import EXTENSIONS, FileKind
from evidence.models import EvidenceFile
from evidence.services import files
from portal.queries import own_sections
from portal.queries.own_sections import Section


def gather(user: Any, at: datetime) -> Iterator[tuple[str, bytes]]:
    """Answer names and bytes of everything in a person's copy, in Chinese, as papers are.

    A paper that cannot be read is named on the page as missing; the rest stands.
    """
    with translation.override("zh-hans"):
        tables = [_table(section, user) for section in own_sections.SECTIONS]
        papers: list[dict[str, str]] = []
        scans: list[dict[str, str]] = []
        for found, listed in ((_papers(user), papers), (_scans(user), scans)):
            for told, body in found:
                listed.append(told if body else told | {"name": ""})
                if body:
                    yield told["name"], body
        context = {"user": user, "at": at, "tables": tables, "papers": papers, "scans": scans}
        yield "index.html", render_to_string("portal/own_copy_index.html", context).encode()
        for table in tables:
            rows = {"title": str(table["title"]), "rows": table["json"]}
            yield f"data/{table['key']}.json", json.dumps(rows, ensure_ascii=False).encode()


def _papers(user: Any) -> Iterator[tuple[dict[str, str], bytes]]:
    for number, (title, document) in enumerate(own_sections.papers(user), start=1):
        if document is not None:
            name = f"files/{number:02}-{document.uid.hex[:8]}.pdf"
            yield {"title": title, "name": name, "of": document.reference}, _body(document)


def _body(document: Any) -> bytes:
    try:
        return storage.open_verified(document).read()
    except (DocumentNotReady, DocumentDamaged):
        return b""


def _scans(user: Any) -> Iterator[tuple[dict[str, str], bytes]]:
    for number, (title, file) in enumerate(own_sections.scans(user), start=1):
        name = f"scans/{number:03}{EXTENSIONS[FileKind(file.kind)]}"
        yield {"title": title, "name": name}, _picture(file)


def _picture(file: EvidenceFile) -> bytes:
    try:
        return files.read(file)
    except (files.NotReleased, DocumentDamaged):
        return b""


def _table(section: Section, user: Any) -> dict[str, Any]:
    rows = list(section.rows(user))
    columns = [(path, _label(rows[0], path)) for path in section.columns] if rows else []
    return {
        "key": section.key,
        "title": section.title,
        "head": [label for _path, label in columns],
        "rows": [[_words(_value(row, path)) for path, _label in columns] for row in rows],
        "json": [{label: _plain(_value(row, path)) for path, label in columns} for row in rows],
    }


def _label(row: Model, path: str) -> str:
    """Answer the Chinese name of a column; a relation is called after its model's own use."""
    *way, last = path.split(".")
    for step in way:
        row = getattr(row, step)
    field = row._meta.get_field(last)
    name = str(getattr(field, "verbose_name", last))
    return _NAMES.get(last, name)


# Relations of which the models give no name of their own.
_NAMES = {
    "unit": "单位",
    "campaign": "批次",
    "training_class": "培训班",
    "session": "课次",
    "host_unit": "接收单位",
    "outcome": "处理结果",
    "book": "积分台账",
    "list": "榜单",
    "item": "清单事项",
}


def _value(row: Any, path: str) -> Any:
    *way, last = path.split(".")
    for step in way:
        row = getattr(row, step)
    told = getattr(row, f"get_{last}_display", None)
    return told() if callable(told) else getattr(row, last)


def _plain(value: Any) -> Any:
    """Answer a value as JSON takes it: dates in ISO, amounts as they are written."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(dates.ZONE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _words(value: Any) -> str:
    """Answer a value as a reader reads it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{value.astimezone(dates.ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return "；".join(map(_words, value))
    told = _plain(value)
    return "" if told is None else str(told)
