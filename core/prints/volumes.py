"""The two files of a bulk print: a volume for the print room, and an archive of single files.

Both are written paper by paper beside their places and put there together at the end, so that a
run cancelled meanwhile comes to nothing and memory stays flat.
"""

import csv
import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.audit import trail
from core.documents import stacking, storage
from core.documents.models import Voiding
from core.exports import cells
from core.prints import printing
from core.prints.models import PrintPart, PrintRun, PrintState

BLOCK = 20  # papers that are held in memory together
_VOID = "文号已经作废"
_TITLE = "批量打印"
_LIST_HEAD = ["顺序", "单位", "发文字号", "页数", "打印册起始页", "校验值（SHA-256）", "未印原因"]


@dataclass(frozen=True)
class _Line:
    """Where a part came to lie: its first page in the volume, and that page's object."""

    part: PrintPart
    page: int
    place: int


def bind(run: PrintRun, *, turn: int, at: datetime) -> None:
    """Make both files of a run whose papers are printed; nothing if it was stopped meanwhile.

    :raises DocumentDamaged: a paper's file is not the one issued
    """
    if not _goes_on(run, turn):
        return
    _leave_out_void(run)
    parts = list(run.parts.filter(trouble="").select_related("document").order_by("position"))
    if not parts:
        printing.give_up(run, turn=turn, by=run.requested_by, at=at)
        return
    printing.folder().mkdir(parents=True, exist_ok=True)
    with _beside(run, turn) as (volume, archive):
        pages = _write(run, turn, parts, volume, archive)
        if pages:
            _put(run, turn, pages, volume, archive, at=at)


def _goes_on(run: PrintRun, turn: int) -> bool:
    return PrintRun.objects.running().filter(pk=run.pk, turn=turn).exists()


def _leave_out_void(run: PrintRun) -> None:
    """Leave out papers whose number was made void after they were listed."""
    void = Voiding.objects.filter(document__in=run.parts.values("document"))
    run.parts.filter(document__in=void.values("document")).update(trouble=_VOID)


@contextmanager
def _beside(run: PrintRun, turn: int) -> Iterator[tuple[Path, Path]]:
    """Give the places where a turn writes, and leave nothing there."""
    places = [
        printing.folder() / f"{run.uid.hex}.{turn}.{ending}.part"
        for ending in (printing.VOLUME, printing.ARCHIVE)
    ]
    try:
        yield places[0], places[1]
    finally:
        for place in places:
            place.unlink(missing_ok=True)


def _write(run: PrintRun, turn: int, parts: list[PrintPart], volume: Path, archive: Path) -> int:
    """Write both files and answer the volume's pages; 0 if the run was stopped."""
    lines: list[_Line] = []
    with volume.open("wb") as paper, zipfile.ZipFile(archive, "w") as single:
        stack = stacking.Stack(paper)
        for start in range(0, len(parts), BLOCK):
            if not _goes_on(run, turn):
                return 0
            lines += _block(stack, single, parts[start : start + BLOCK])
        stack.finish(title=_TITLE, marks=_marks(lines))
        single.writestr(_member("list.csv", run), _list(run, lines), zipfile.ZIP_DEFLATED)
    return stack.page_count


def _block(stack: stacking.Stack, single: zipfile.ZipFile, parts: list[PrintPart]) -> list[_Line]:
    bodies = [storage.verified(part.document.file, part.document.sha256) for part in parts]
    for part, body in zip(parts, bodies, strict=True):
        single.writestr(_member(_name(part), part.run), body)
    placed = stack.add(bodies)
    return [_Line(part, *where) for part, where in zip(parts, placed, strict=True)]


def _name(part: PrintPart) -> str:
    """Answer what a paper is called in the archive: order, kind, year and number, no person."""
    document = part.document
    number = document.number or document.pk
    return f"{part.position:04}-{document.kind}-{document.year}-{number}.pdf"


def _member(name: str, run: PrintRun) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, timezone.localtime(run.requested_at).timetuple()[:6])


def _marks(lines: list[_Line]) -> list[tuple[str, list[stacking.Mark]]]:
    """Answer the bookmarks: units, and in each its papers by their number."""
    return [
        (heading, [(str(line.part.document), line.place) for line in group])
        for heading, group in groupby(lines, key=lambda line: line.part.heading)
    ]


def _list(run: PrintRun, lines: list[_Line]) -> str:
    """Answer the list that goes with the papers, those left out last with why."""
    out = StringIO("\ufeff")
    out.seek(0, os.SEEK_END)
    rows = csv.writer(out)
    rows.writerow(_LIST_HEAD)
    for line in lines:
        document = line.part.document
        told = [document.page_count, line.page, document.sha256, ""]
        rows.writerow(_cells(line.part, told))
    left = run.parts.exclude(trouble="").select_related("document").order_by("position")
    for part in left:
        rows.writerow(_cells(part, ["", "", "", part.trouble]))
    return out.getvalue()


def _cells(part: PrintPart, told: list[Any]) -> list[str]:
    whole = [part.position, part.heading, str(part.document), *told]
    return [cells.neutral(cells.text(value)) for value in whole]


def _put(
    run: PrintRun, turn: int, pages: int, volume: Path, archive: Path, *, at: datetime
) -> None:
    """Put both files in their places, unless the run was stopped while they were written."""
    told = {"volume": _sealed(volume), "archive": _sealed(archive)}
    with transaction.atomic():
        row = PrintRun.objects.select_for_update().get(pk=run.pk)
        if not (row.is_running and row.turn == turn):
            return
        os.replace(volume, printing.path_of(row, printing.VOLUME))
        os.replace(archive, printing.path_of(row, printing.ARCHIVE))
        row.volume_sha256, row.volume_bytes = told["volume"]
        row.archive_sha256, row.archive_bytes = told["archive"]
        row.state, row.page_count = PrintState.READY, pages
        row.ready_at, row.expires_at = at, at + printing.LIFE
        row.save()
        papers = row.parts.filter(trouble="").count()
        trail.record(row, "bind_print", by=row.requested_by, at=at, papers=papers, pages=pages)


def _sealed(place: Path) -> tuple[str, int]:
    """Flush a file to disk, and answer its SHA-256 and its size."""
    with place.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest(), place.stat().st_size
