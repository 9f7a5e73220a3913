"""Acts on exports: ask, confirm or refuse, write, hand out once, let expire."""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import NotAllowed, StateConflict
from core.exports import cells, shelves, sources
from core.exports.errors import LinkSpent, NothingToExport, SamePerson, TooManyRows
from core.exports.models import WORDS, Export, ExportState
from core.exports.writers import WRITERS
from core.jobs import outbox

LIFE = timedelta(hours=24)
_CHUNK = 2_000  # rows


@transaction.atomic
def ask(
    source: sources.Source,
    *,
    purpose: str,
    format: str,
    is_masked: bool,
    by: Any,
    at: datetime,
    params: dict[str, Any] | None = None,
) -> Export:
    """Ask for an export. Above the limit, or unmasked, a second person confirms it first.

    :raises NotAllowed: the list is not the user's to export
    :raises NothingToExport: no row fits
    :raises TooManyRows: more than EXPORT_MAX_ROWS
    """
    scope = source.scope(by)
    if scope is None:
        raise NotAllowed(_("您不能导出这份名单。"))
    asked = params or {}
    count = source.rows(by, asked).count()
    if not count:
        raise NothingToExport(_("没有符合条件的记录，无需导出。"))
    if count > settings.EXPORT_MAX_ROWS:
        told = {"count": count, "limit": settings.EXPORT_MAX_ROWS}
        raise TooManyRows(_("共 %(count)s 行，超过上限 %(limit)s 行，请缩小范围。") % told)
    needs_second = count > settings.EXPORT_ROW_LIMIT or not is_masked
    row = Export.objects.create(
        source=source.name,
        params={key: value for key, value in asked.items() if key != WORDS},
        words=asked.get(WORDS),
        scope=scope,
        purpose=purpose,
        format=format,
        is_masked=is_masked,
        row_count=count,
        state=ExportState.WAITING if needs_second else ExportState.DUE,
        requested_by=by,
        requested_at=at,
    )
    told = {"rows": count, "source": source.name, "masked": is_masked, "filters": sorted(asked)}
    trail.record(row, "ask_export", by=by, at=at, **told)
    if not needs_second:
        _enqueue(row, at=at)
    return row


@transaction.atomic
def confirm(export: Export, *, by: Any, at: datetime) -> Export:
    """Let an export be made, as the second person."""
    row = _decided(export, ExportState.DUE, by=by, at=at)
    trail.record(row, "confirm_export", by=by, at=at, rows=row.row_count)
    _enqueue(row, at=at)
    return row


@transaction.atomic
def refuse(export: Export, *, by: Any, at: datetime) -> Export:
    """Send an export back, as the second person."""
    row = _decided(export, ExportState.REFUSED, by=by, at=at)
    trail.record(row, "refuse_export", by=by, at=at)
    return row


def _decided(export: Export, state: str, *, by: Any, at: datetime) -> Export:
    row = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if row.requested_by_id == by.pk:
        raise SamePerson(_("申请人不能复核自己的导出。"))
    if row.state != ExportState.WAITING:
        raise StateConflict(_("这份导出已经处理过了。"))
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return row


def _enqueue(row: Export, *, at: datetime) -> None:
    outbox.enqueue("exports.write", key=f"exports.write:{row.pk}", at=at, lane="export", pk=row.pk)


@transaction.atomic
def write(export: Export, *, at: datetime) -> Export:
    """Make the file from what the one who asked may see now. A second call changes nothing."""
    row = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    source = sources.named(row.source)
    if row.state != ExportState.DUE or source is None:
        return row
    about: list[int] = []
    target, part = path_of(row), path_of(row).with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            WRITERS[row.format](file, _rows(row, source, about), mark=mark_of(row, source))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    with target.open("rb") as file:
        row.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    row.byte_count, row.about_ids = target.stat().st_size, about
    row.state, row.ready_at, row.expires_at = ExportState.READY, at, at + LIFE
    row.save()
    return row


def _rows(row: Export, source: sources.Source, about: list[int]) -> Iterator[list[str]]:
    """Answer the heading and every row as text, by a cursor on the server; note who is in it."""
    yield [str(column.label) for column in source.columns]
    paths = [column.path for column in source.columns]
    paths += [source.about] if source.about else []
    found = source.rows(row.requested_by, row.asked).values_list(*paths)
    ways = [(row.is_masked and column.mask) or column.write for column in source.columns]
    for values in found.iterator(chunk_size=_CHUNK):
        if source.about:
            about.append(values[-1])
        told = zip(values, ways, strict=False)
        yield ["" if value is None else cells.text(way(value)) for value, way in told]


def mark_of(row: Export, source: sources.Source) -> str:
    """Answer the watermark: who, when, what for, which export, and by what it was narrowed."""
    told = {
        "who": row.requested_by.name,
        "at": timezone.localtime(row.requested_at).strftime("%Y-%m-%d %H:%M"),
        "why": row.purpose,
        "number": row.uid.hex[:12],
    }
    mark = _("导出人 %(who)s　%(at)s　用途：%(why)s　编号 %(number)s") % told
    said = [
        f"{one['label']}：{one['value']}"
        for one in source.said(row.requested_by, source.name, row.asked)
    ]
    if said:
        mark += _("　筛选：%(said)s") % {"said": "；".join(said)}
    return cells.text(mark)


@transaction.atomic
def take(export: Export, *, by: Any, at: datetime) -> Path:
    """Hand the file out, once, to whoever asked for it.

    :raises LinkSpent: it was handed out, its time is over, or it is not ready
    """
    row = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if row.requested_by_id != by.pk:
        raise NotAllowed(_("只有申请人可以下载。"))
    if row.state != ExportState.READY or not row.expires_at or at >= row.expires_at:
        raise LinkSpent(_("下载链接只能使用一次，且 24 小时内有效；请重新申请。"))
    row.state, row.taken_at = ExportState.TAKEN, at
    row.save(update_fields=["state", "taken_at"])
    told: dict[str, Any] = {"rows": row.row_count, "masked": row.is_masked, "sha256": row.sha256}
    trail.record(row, "export", by=by, at=at, **told)
    return path_of(row)


def give_up(export: Export) -> None:
    """Note that an export could not be made."""
    shelves.leave(Export.objects.filter(pk=export.pk, state=ExportState.DUE), ExportState.FAILED)


def expire(*, at: datetime) -> int:
    """Remove the files whose time is over or that were handed out; answer how many expired."""
    late = Export.objects.filter(state=ExportState.READY, expires_at__lte=at)
    count = shelves.leave(late, ExportState.EXPIRED)
    ready = Export.objects.filter(state=ExportState.READY)
    shelves.sweep(folder(), ready.values_list("uid", flat=True), at=at)
    return count


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def path_of(row: Export) -> Path:
    return folder() / f"{row.uid.hex}.{row.format}"
