"""Scans of paper: taken in, read page by page, filed where they belong or left to a person."""

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import accounts
from core.audit import trail
from core.documents import codes, drawers, scans
from core.documents.models import Document, PaperPage
from core.errors import StateConflict
from core.jobs import outbox
from core.notify import telling
from evidence import permissions, regulations
from evidence.enums import PileState, Release, SheetDoubt, SheetState, Told
from evidence.models import EvidenceFile, PaperWaiver, ScanPile, ScanSheet, ScanSource
from evidence.queries import scans as queries
from evidence.services import files

LANE = "imports"
AT_ONCE = 5  # pages of one slice; a slice is one transaction


class _Look(NamedTuple):
    """A page as it was read: its picture, the codes on it (None: not drawn), what they mean."""

    number: int
    body: bytes | None
    found: set[str] | None
    page: PaperPage | None


@transaction.atomic
def send(county: Any, *, contents: list[bytes], by: Any, at: datetime) -> ScanPile:
    """Take a pile of PDFs and photos in, all or none, and leave its reading as a job.

    :raises RegulationBroken: PX-01 no or too many files; EV-01 to EV-06 for each of them
    """
    permissions.send_scans.check(by, county)
    regulations.few_files.check(len(contents))
    pile = ScanPile.objects.create(county=county, sent_by=by, sent_at=at)
    for position, content in enumerate(contents, 1):
        file = files.store(content, title=_("扫描件"), by=by, at=at)
        ScanSource.objects.create(pile=pile, position=position, file=file, sha256=file.sha256)
    outbox.enqueue(
        "evidence.read_scans",
        key=f"evidence.read_scans:{pile.pk}",
        at=at,
        lane=LANE,
        pile_id=pile.pk,
    )
    trail.record(pile, "send_scans", by=by, at=at, scope=county.code, files=len(contents))
    return pile


@transaction.atomic
def read_on(pile: ScanPile, *, by: Any = None, at: datetime) -> bool:
    """Open the pile's files, then read some pages; answer whether more are left.

    One file that cannot be opened refuses the whole pile before any page of it is filed.

    :raises NotReleased: the scanner for viruses has not spoken yet
    """
    pile = ScanPile.objects.select_for_update(of=("self",)).get(pk=pile.pk)
    if not pile.is_reading:
        return False
    sources = list(pile.sources.select_related("file").order_by("position"))
    if not pile.page_count and not _open(pile, sources, at=at):
        return False
    due = next((row for row in sources if row.read_count < (row.page_count or 0)), None)
    if due is None:
        return _finish(pile, sources, at=at)
    content = files.read(_file(due))
    last = min(due.read_count + AT_ONCE, due.page_count or 0)
    looks = [_look(pile, due, content, page) for page in range(due.read_count + 1, last + 1)]
    drawers.hold([look.page.document for look in looks if look.page])
    for look in looks:
        _take(pile, due, look, at=at)
    due.save(update_fields=["read_count"])
    return True


def _file(source: ScanSource) -> EvidenceFile:
    if source.file is None:
        raise StateConflict(_("文件已经清理。"))
    return source.file


def _open(pile: ScanPile, sources: list[ScanSource], *, at: datetime) -> bool:
    """Count the pages of all files; answer whether the pile may be read."""
    for source in sources:
        file = _file(source)
        if file.release == Release.QUARANTINED:
            return _refuse(pile, sources, _("第 %(n)s 个文件发现恶意代码"), source, at=at)
        try:
            source.page_count = scans.count(files.read(file), file.kind)
        except scans.TooLarge:
            return _refuse(pile, sources, _("第 %(n)s 个文件里的图片尺寸过大"), source, at=at)
        except scans.Unreadable:
            return _refuse(pile, sources, _("第 %(n)s 个文件打不开"), source, at=at)
    pile.page_count = sum(source.page_count or 0 for source in sources)
    if not regulations.few_pages.is_kept(pile.page_count) or not pile.page_count:
        reason = str(regulations.few_pages.sentence)
        return _refuse(pile, sources, reason, sources[0], at=at)
    ScanSource.objects.bulk_update(sources, ["page_count"])
    pile.save(update_fields=["page_count"])
    return True


def _refuse(
    pile: ScanPile, sources: list[ScanSource], reason: str, source: ScanSource, *, at: datetime
) -> bool:
    pile.state, pile.page_count = PileState.REFUSED, 0
    pile.reason = reason % {"n": source.position}
    pile.save(update_fields=["state", "page_count", "reason"])
    _clear(sources)
    trail.record(pile, "refuse_scans", by=pile.sent_by, at=at, scope=pile.county.code)
    _tell(pile, at=at)
    return False


def _finish(pile: ScanPile, sources: list[ScanSource], *, at: datetime) -> bool:
    pile.state = PileState.READ
    pile.save(update_fields=["state"])
    _clear(sources)
    trail.record(pile, "read_scans", by=pile.sent_by, at=at, scope=pile.county.code)
    _tell(pile, at=at)
    return False


def _tell(pile: ScanPile, *, at: datetime) -> None:
    """Tell who sent a pile that it is done: they have long left its page."""
    by = accounts.system_user()  # the job, not who sent it: who acted is told nothing
    telling.tell(Told.PILE_READ, pile, to=[pile.sent_by], by=by, at=at)


def _clear(sources: list[ScanSource]) -> None:
    """Take the files of a pile away; each page was cut out, quarantined bytes stay as proof."""
    for source in sources:
        file, source.file = source.file, None
        source.save(update_fields=["file"])
        if file is not None and file.release != Release.QUARANTINED:
            file.delete()
            transaction.on_commit(partial(_unlink, file.path))


def _unlink(name: str) -> None:
    (files.folder() / name).unlink(missing_ok=True)


def give_up(pile: ScanPile, *, by: Any = None, at: datetime) -> None:
    """Note that the reading broke down again and again; what was filed stays filed."""
    sources = list(pile.sources.select_related("file"))
    if pile.is_reading:
        _refuse(pile, sources, _("识别多次出错，已停止，请重新上传"), sources[0], at=at)


def _look(pile: ScanPile, source: ScanSource, content: bytes, number: int) -> _Look:
    """Cut one page out and read it; nothing is held and nothing written yet."""
    kind = _file(source).kind
    body = None  # a page that cannot be cut out leaves no picture: its file holds other people's
    try:
        body = scans.cut(content, kind, number)
        found = scans.read(scans.draw(body, kind))
    except scans.Unreadable:
        return _Look(number, body, None, None)
    page = queries.page_for(pile.sent_by, next(iter(found))) if len(found) == 1 else None
    return _Look(number, body, found, page)


def _take(pile: ScanPile, source: ScanSource, look: _Look, *, at: datetime) -> None:
    """Settle what becomes of one page, with what it belongs to held."""
    source.read_count = look.number
    before = pile.sources.filter(position__lt=source.position).values_list("page_count", flat=True)
    sheet = ScanSheet(pile=pile, position=look.number + sum(count or 0 for count in before))
    _settle(sheet, look)
    if look.body is not None and sheet.state != SheetState.COUNTED:
        told = {"kind": _file(source).kind, "title": _("扫描件")}
        sheet.file = files.keep(look.body, **told, by=pile.sent_by, at=at)
    sheet.save()
    _announce(sheet, by=accounts.system_user(), at=at)  # the reader filed it, not who sent the pile
    acts = {SheetState.QUEUED: "queue_scan", SheetState.COUNTED: "count_ballot_scan"}
    trail.record(
        sheet, acts.get(SheetState(sheet.state), "file_scan"), by=pile.sent_by, at=at, pile=pile.pk
    )


def _settle(sheet: ScanSheet, look: _Look) -> None:
    """Say what a page is by the codes on it."""
    if look.found is None or len(look.found) != 1:
        sheet.state, sheet.doubt = SheetState.QUEUED, _doubt(look.found)
        return
    page = look.page
    drawer = drawers.find(page.document.kind) if page else None
    if page is None or drawer is None:
        sheet.state, sheet.doubt = SheetState.QUEUED, SheetDoubt.UNKNOWN
    elif drawer.is_secret:
        sheet.state, sheet.page = SheetState.COUNTED, page
    elif drawer.closed(page.document):
        sheet.state, sheet.doubt, sheet.page = SheetState.QUEUED, SheetDoubt.CLOSED, page
    else:
        _place(sheet, page)


def _doubt(found: set[str] | None) -> SheetDoubt:
    if found is None:
        return SheetDoubt.SPOILT
    return SheetDoubt.SEVERAL if found else SheetDoubt.NONE


def _place(sheet: ScanSheet, page: PaperPage) -> None:
    """File the page while its document is held: the first scan is the page, others doubles."""
    is_there = ScanSheet.objects.filter(page=page, state=SheetState.FILED).exists()
    sheet.page, sheet.state = page, SheetState.TWICE if is_there else SheetState.FILED


def _announce(sheet: ScanSheet, *, by: Any, at: datetime) -> None:
    """Let the floor whose paper it is tell its people that a page came back."""
    if sheet.state != SheetState.FILED or sheet.page is None:
        return
    if drawer := drawers.find(sheet.page.document.kind):
        drawer.came(sheet.page.document, by=by, at=at)


def _held(sheet: ScanSheet, by: Any) -> ScanSheet:
    """Answer a waiting page under its lock.

    :raises StateConflict: somebody settled it
    """
    rows = ScanSheet.objects.select_for_update(of=("self",)).select_related("pile__county", "file")
    row = rows.get(pk=sheet.pk)
    permissions.settle_scan.check(by, row)
    if row.state != SheetState.QUEUED:
        told = {"state": row.get_state_display()}
        raise StateConflict(_("这一页现在是“%(state)s”，不用再辨认。") % told)
    return row


@transaction.atomic
def file_by_number(sheet: ScanSheet, *, number: str, by: Any, at: datetime) -> ScanSheet:
    """File a page by the number that a person read on it and typed.

    :raises RegulationBroken: PX-03 no such page in reach, PX-04 a ballot, PX-05 no picture
    """
    row = _held(sheet, by)
    regulations.page_has_a_picture.check(row.file)
    page = queries.page_for(by, codes.understood(number))
    regulations.page_is_known.check(page)
    if page is None:  # for the type checker; PX-03 has refused
        return row
    drawer = drawers.find(page.document.kind)
    regulations.is_no_ballot.check(bool(drawer and drawer.is_secret))
    drawers.hold([page.document])
    _place(row, page)
    row.settled_by, row.settled_at = by, at
    row.save()
    _announce(row, by=by, at=at)
    trail.record(row, "file_scan_by_number", by=by, at=at, pile=row.pile_id)
    return row


@transaction.atomic
def drop(sheet: ScanSheet, *, why: str, by: Any, at: datetime) -> ScanSheet:
    """Leave a page out with a reason; its picture goes, for nobody will ask for it."""
    row = _held(sheet, by)
    file, row.file = row.file, None
    row.state, row.why, row.settled_by, row.settled_at = SheetState.DROPPED, why, by, at
    row.save()
    if file is not None:
        file.delete()
        transaction.on_commit(partial(_unlink, file.path))
    trail.record(row, "drop_scan", by=by, at=at, pile=row.pile_id)
    return row


@transaction.atomic
def waive(document: Document, *, why: str, by: Any, at: datetime) -> PaperWaiver:
    """Say why a printed document's missing pages are not waited for any more.

    :raises StateConflict: said already
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    permissions.waive_paper.check(by, document)
    if PaperWaiver.objects.filter(document=document).exists():
        raise StateConflict(_("已经登记不再收回。"))
    row = PaperWaiver.objects.create(document=document, why=why, waived_by=by, waived_at=at)
    trail.record(row, "waive_paper", by=by, at=at, document=document.pk)
    return row
