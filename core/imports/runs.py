"""Acts on a run: start, check again, apply, undo, drop, purge."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.imports import permissions, storage
from core.imports.errors import Unreadable
from core.imports.models import ERRORS_AT_ONCE, FileKind, ImportRow, ImportRun, RunState
from core.imports.reading import archive, sheets
from core.jobs import outbox

LANE = "imports"


@transaction.atomic
def start(
    county: Any, *, kind: str, content: bytes, pasted: bool, by: Any, at: datetime
) -> ImportRun:
    """Take a file or a pasted grid in and leave its dry run as a job.

    :raises Unreadable: empty, too large, or nothing that can hold a table
    :raises ArchiveRefused: a workbook whose parts overlap, point elsewhere or unpack without end
    :raises NotAllowed: not the county's own administrator
    """
    permissions.import_into.check(by, county)
    file_kind = _judged(content, pasted=pasted)
    run = ImportRun.objects.create(
        county=county,
        kind=kind,
        file_kind=file_kind,
        path=storage.write(content),
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        started_by=by,
        started_at=at,
    )
    trail.record(run, "start_import", by=by, at=at, scope=county.code, kind=kind)
    _leave(run, "check", at=at)
    return run


def _judged(content: bytes, *, pasted: bool) -> str:
    if not content.strip():
        raise Unreadable(_("没有内容，请选择文件或粘贴表格。"))
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise Unreadable(_("文件超过 20 MB，请分批导入。"))
    if pasted:
        return FileKind.PASTE
    kind = sheets.kind_of(content[:512])
    if kind == FileKind.XLSX:
        archive.check(BytesIO(content))
    return kind


def _leave(run: ImportRun, what: str, *, at: datetime) -> None:
    run.turn += 1
    run.save(update_fields=["turn"])
    key = f"imports.{what}:{run.pk}:{run.turn}"
    outbox.enqueue(f"imports.{what}", key=key, at=at, lane=LANE, run_id=run.pk)


def leave_errors(run: ImportRun, *, at: datetime) -> None:
    """Leave the workbook of many wrong rows as a job."""
    if run.bad_count > ERRORS_AT_ONCE:
        run.errors_due = True
        _leave(run, "errors", at=at)


def held(run: ImportRun, *states: str) -> ImportRun:
    """Answer the run under a row lock, if it still is in one of the states.

    :raises StateConflict: it has moved on
    """
    row = ImportRun.objects.select_for_update(of=("self",)).select_related("county").get(pk=run.pk)
    if row.state not in states:
        sentence = _("这批导入现在是“%(state)s”，不能这样办理。")
        raise StateConflict(sentence % {"state": row.get_state_display()})
    return row


@transaction.atomic
def recheck(run: ImportRun, *, by: Any, at: datetime) -> ImportRun:
    """Read the file again against the data of now."""
    run = held(run, RunState.READY, RunState.FAULTY)
    permissions.import_into.check(by, run.county)
    ImportRow.objects.filter(run=run).delete()
    run.state, run.position, run.header_row, run.blank_count = RunState.CHECKING, 0, 0, 0
    run.notes, run.reason = [], ""
    _forget_errors(run)
    run.save()
    _leave(run, "check", at=at)
    return run


@transaction.atomic
def request_apply(run: ImportRun, *, by: Any, at: datetime) -> ImportRun:
    """Leave the writing of all planned rows as a job."""
    run = held(run, RunState.READY)
    permissions.import_into.check(by, run.county)
    if not run.new_count + run.change_count:
        raise StateConflict(_("所有行都与现有数据相同，没有需要写入的内容。"))
    run.state, run.applied_by, run.applied_at = RunState.APPLYING, by, at
    run.save()
    _leave(run, "apply", at=at)
    return run


@transaction.atomic
def request_undo(run: ImportRun, *, by: Any, at: datetime) -> ImportRun:
    """Leave the undoing as a job, within 24 hours of the writing."""
    run = held(run, RunState.APPLIED)
    permissions.import_into.check(by, run.county)
    if not run.may_be_undone(at):
        raise StateConflict(_("写入已超过 24 小时，不能整批撤销，请逐条更正。"))
    run.state, run.undone_by, run.undone_at = RunState.UNDOING, by, at
    run.save()
    _leave(run, "undo", at=at)
    return run


@transaction.atomic
def drop(run: ImportRun, *, by: Any, at: datetime) -> ImportRun:
    """Give a run up before anything was written; file and staged rows go at once."""
    run = held(run, RunState.READY, RunState.FAULTY, RunState.REFUSED)
    permissions.import_into.check(by, run.county)
    run.state = RunState.DROPPED
    trail.record(run, "drop_import", by=by, at=at, scope=run.county.code)
    _purge(run, at=at)
    return run


@transaction.atomic
def purge(run: ImportRun, *, at: datetime) -> None:
    """Take file and staged rows away when nobody can need them any more."""
    _purge(held(run, *RunState.values), at=at)


def _purge(run: ImportRun, *, at: datetime) -> None:
    ImportRow.objects.filter(run=run).delete()
    transaction.on_commit(lambda: storage.drop(run.path))
    _forget_errors(run)
    run.purged_at = at
    run.save()


def _forget_errors(run: ImportRun) -> None:
    path = run.errors_path
    transaction.on_commit(lambda: storage.drop(path))
    run.errors_path, run.errors_due = "", False
