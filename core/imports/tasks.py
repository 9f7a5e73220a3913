"""Jobs of this room, and the sweeping out of what the undo time has passed."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from core.imports import applying, checking, definitions, runs, storage, workbooks
from core.imports.models import UNDO_TIME, ImportRun, RunState
from core.jobs import registry
from core.jobs.models import Job

FORGOTTEN = timedelta(days=7)  # a run that nobody applied
_AT_ONCE = 5  # runs swept out in one go


def _run_of(job: Job) -> ImportRun:
    runs_ = ImportRun.objects.select_for_update(of=("self",)).select_related("county")
    return runs_.get(pk=job.payload["run_id"])


def _give_up(job: Job, at: datetime) -> None:
    run = _run_of(job)
    back = {
        RunState.APPLYING: RunState.FAULTY,
        RunState.UNDOING: RunState.APPLIED,
    }
    run.reason = _("处理中多次出错，已停止，没有写入任何数据。请联系管理员。")
    if run.state == RunState.APPLYING:
        run.applied_by = run.applied_at = None
    if run.state == RunState.UNDOING:
        run.undone_by = run.undone_at = None
    run.state = back.get(RunState(run.state), RunState.REFUSED)
    run.save()


@registry.handler("imports.check", lane=runs.LANE, on_dead=_give_up)
def check(job: Job, at: datetime) -> object:
    run = _run_of(job)
    if run.state != RunState.CHECKING:
        return None
    if checking.check_slice(run, job, at=at):
        return registry.MORE
    runs.leave_errors(run, at=at)
    run.save()
    return None


def _go_without_errors(job: Job, at: datetime) -> None:
    run = _run_of(job)
    run.errors_due = False
    run.notes.append(_("错误行文件没有生成，请联系管理员，或分批导入。"))
    run.save()


@registry.handler("imports.errors", lane=runs.LANE, on_dead=_go_without_errors)
def errors(job: Job, at: datetime) -> None:
    """Write the workbook of the wrong rows, sealed, unless the file was read anew meanwhile."""
    run = _run_of(job)
    if run.errors_due and run.state == RunState.FAULTY:
        content = workbooks.wrong_rows(run, definitions.find(run.kind))
        run.errors_path, run.errors_due = storage.write(content), False
        run.save()


@registry.handler("imports.apply", lane=runs.LANE, on_dead=_give_up)
def apply(job: Job, at: datetime) -> None:
    run = _run_of(job)
    if run.state == RunState.APPLYING:
        applying.apply(run, at=at)


@registry.handler("imports.undo", lane=runs.LANE, on_dead=_give_up)
def undo(job: Job, at: datetime) -> None:
    run = _run_of(job)
    if run.state == RunState.UNDOING:
        applying.undo(run, at=at)


@registry.chore
def sweep_out(at: datetime) -> None:
    """Take files and staged rows away once nothing can be undone or corrected with them."""
    waits = Q(state__in=[RunState.CHECKING, RunState.APPLYING, RunState.UNDOING])
    applied = Q(state=RunState.APPLIED)
    old = (applied & Q(applied_at__lt=at - UNDO_TIME)) | (
        ~applied & Q(started_at__lt=at - FORGOTTEN)
    )
    done = Q(state__in=[RunState.UNDONE, RunState.DROPPED])
    for run in ImportRun.objects.filter(old | done, purged_at=None).exclude(waits)[:_AT_ONCE]:
        runs.purge(run, at=at)
