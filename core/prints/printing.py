"""Acts on a bulk print: ask, cancel, resume, print a paper, hand out, let expire.

Several hands work at one run, each a job of its own: a hand takes the next paper that nobody else
holds, and a paper once printed is never printed again. The last to find nothing left has the
files made, see `volumes`.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.documents import rendering
from core.documents.errors import RenderingFailed
from core.documents.models import Document, DocumentState
from core.errors import NotAllowed, StateConflict
from core.exports import shelves
from core.jobs import outbox
from core.prints import regulations
from core.prints.errors import FilesGone, NothingToPrint
from core.prints.models import PrintPart, PrintRun, PrintState
from core.prints.series import Paper, Series, named

LIFE = timedelta(hours=24)
HANDS = 2  # workers that share one run
LANE = "print"
VOLUME, ARCHIVE = "pdf", "zip"
_UNPRINTED = "文件未能生成，请联系管理员"


@transaction.atomic
def ask(series: Series, *, params: dict[str, Any], by: Any, at: datetime) -> PrintRun:
    """Begin to print all papers of a series that fit, in the order of units.

    :raises NotAllowed: these are not the user's to print
    :raises NothingToPrint: no paper fits
    :raises RegulationBroken: BP-01 too many papers, BP-02 the user's last one still runs
    """
    if refusal := series.refusal(by, params):
        raise NotAllowed(refusal)
    papers = series.papers(by, params)
    if not papers:
        raise NothingToPrint(_("没有符合条件的文件，无需打印。"))
    regulations.few_enough.check(len(papers))
    _alone(by)
    row = PrintRun.objects.create(
        series=series.name,
        params=params,
        requested_by=by,
        requested_at=at,
        about_ids=sorted({paper.about for paper in papers}),
    )
    PrintPart.objects.bulk_create(_parts(row, papers))
    trail.record(row, "ask_print", by=by, at=at, series=series.name, papers=len(papers))
    _begin(row, at=at)
    return row


@transaction.atomic
def cancel(run: PrintRun, *, by: Any, at: datetime) -> PrintRun:
    """Stop a run. What is printed stays printed; a paper in hand is finished.

    :raises StateConflict: it does not run any more
    """
    row = _own(run, by)
    if not row.is_running:
        raise StateConflict(_("这次批量打印已经不在进行中。"))
    _end(row, PrintState.CANCELLED, at=at)
    trail.record(row, "cancel_print", by=by, at=at)
    return row


@transaction.atomic
def resume(run: PrintRun, *, by: Any, at: datetime) -> PrintRun:
    """Go on with a run that was cancelled or failed; papers left out are tried again.

    :raises StateConflict: it runs, is ready, or its time is over
    :raises RegulationBroken: BP-02 another of the user's runs
    :raises NotAllowed: the right was lost meanwhile
    """
    _hold(by)
    row = _own(run, by)
    if not row.can_resume:
        raise StateConflict(_("只有已取消或者未能完成的批量打印可以继续。"))
    _still_allowed(row, by)
    _alone(by)
    row.state, row.expires_at, row.turn = PrintState.RUNNING, None, row.turn + 1
    row.save(update_fields=["state", "expires_at", "turn"])
    row.parts.exclude(trouble="").update(done_at=None, trouble="")
    trail.record(row, "resume_print", by=by, at=at)
    _begin(row, at=at)
    return row


@transaction.atomic
def step(run: PrintRun, *, turn: int, at: datetime) -> bool:
    """Print the next paper that no other hand holds, and say whether to come again.

    :raises StorageUnavailable: the file could not be written; the paper stays to be printed
    """
    row = PrintRun.objects.running().filter(pk=run.pk, turn=turn).first()
    if row is None:
        return False
    waiting = row.parts.filter(done_at=None)
    free = waiting.select_for_update(of=("self",), skip_locked=True).order_by("position")
    part = free.select_related("document").first()
    if part is None:
        if not waiting.exists():
            ids = {"pk": row.pk, "turn": turn}
            outbox.enqueue(
                "prints.bind", key=f"prints.bind:{row.pk}:{turn}", at=at, lane=LANE, **ids
            )
        return False
    part.trouble, part.done_at = _printed(part.document, at=at), at
    part.save(update_fields=["trouble", "done_at"])
    return True


def _printed(document: Document, *, at: datetime) -> str:
    """Print a paper if it is not yet, and answer why it could not be."""
    if document.is_failed:
        return _UNPRINTED
    try:
        rendering.render(document, at=at)
    except RenderingFailed as error:
        return str(error)[:200]
    return ""


@transaction.atomic
def give_up(run: PrintRun, *, turn: int, by: Any, at: datetime) -> None:
    """Note that a run came to nothing; it may be resumed."""
    row = PrintRun.objects.select_for_update().get(pk=run.pk)
    if row.is_running and row.turn == turn:
        _end(row, PrintState.FAILED, at=at)
        trail.record(row, "give_up_print", by=by, at=at)


@transaction.atomic
def take(run: PrintRun, *, ending: str, by: Any, at: datetime) -> Path:
    """Hand out the volume or the archive to whoever asked for it, while its time lasts.

    :raises FilesGone: not ready, or its time is over
    :raises NotAllowed: the right was lost meanwhile
    """
    row = _own(run, by)
    if row.state != PrintState.READY or row.expires_at is None or at >= row.expires_at:
        raise FilesGone(_("文件还没有准备好或者已经过期；需要时请重新批量打印。"))
    _still_allowed(row, by)
    told = row.volume_sha256 if ending == VOLUME else row.archive_sha256
    trail.record(row, "take_print", by=by, at=at, file=ending, sha256=told)
    return path_of(row, ending)


def expire(*, at: datetime) -> int:
    """Remove the files whose time is over, and close what nobody resumed; answer how many."""
    ended = PrintRun.objects.exclude(state=PrintState.EXPIRED)
    count = shelves.leave(ended.filter(expires_at__lte=at), PrintState.EXPIRED)
    ready = PrintRun.objects.filter(state=PrintState.READY)
    shelves.sweep(folder(), ready.values_list("uid", flat=True), at=at)
    return count


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "prints"


def path_of(run: PrintRun, ending: str) -> Path:
    return folder() / f"{run.uid.hex}.{ending}"


def _parts(run: PrintRun, papers: Any) -> list[PrintPart]:
    def part(place: int, paper: Paper) -> PrintPart:
        told = {"document_id": paper.document_id, "heading": paper.heading}
        return PrintPart(run=run, position=place, **told)

    return [part(place, paper) for place, paper in enumerate(papers, 1)]


def _begin(row: PrintRun, *, at: datetime) -> None:
    """Count what is printed already as done, and call the hands."""
    printed = row.parts.filter(done_at=None, document__state=DocumentState.READY)
    printed.update(done_at=at)
    for hand in range(1, HANDS + 1):
        key = f"prints.step:{row.pk}:{row.turn}:{hand}"
        outbox.enqueue("prints.step", key=key, at=at, lane=LANE, pk=row.pk, turn=row.turn)


def _end(row: PrintRun, state: str, *, at: datetime) -> None:
    row.state, row.expires_at = state, at + LIFE
    row.save(update_fields=["state", "expires_at"])


def _own(run: PrintRun, by: Any) -> PrintRun:
    row = PrintRun.objects.select_for_update().get(pk=run.pk)
    if row.requested_by_id != by.pk:
        raise NotAllowed(_("只有申请人可以办理这次批量打印。"))
    return row


def _still_allowed(row: PrintRun, by: Any) -> None:
    series = named(row.series)
    refusal = series.refusal(by, row.params) if series else _("这类文件已经不能批量打印。")
    if refusal:
        raise NotAllowed(refusal)


def _hold(by: Any) -> None:
    """Let one act of a user at a time decide whether another run of theirs goes on."""
    list(get_user_model().objects.select_for_update(no_key=True).filter(pk=by.pk))


def _alone(by: Any) -> None:
    _hold(by)
    is_another_running = PrintRun.objects.running().filter(requested_by=by).exists()
    regulations.one_at_a_time.check(is_another_running)
