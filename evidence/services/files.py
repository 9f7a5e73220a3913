"""Taking evidence files in: told by content, written whole or not at all."""

import hashlib
import os
import secrets
import struct
import warnings
import zlib
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from PIL import Image, ImageFile

from core.audit import trail
from core.documents import regulations as papers
from core.documents.errors import DocumentDamaged
from core.errors import StateConflict
from core.jobs import outbox
from core.uploads import scanner, word_files
from evidence import regulations
from evidence.enums import EXTENSIONS, FileKind, Release
from evidence.models import EvidenceFile

_SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}

_DAY = timedelta(hours=24)


class NotReleased(StateConflict):
    """The file is held or in quarantine."""


# What Pillow raises on spoilt pictures; found by feeding it some.
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def store(content: bytes, *, title: str, by: Any, at: datetime) -> EvidenceFile:
    """Check and keep a file inside the caller's transaction.

    Images are written again by Pillow, so that neither EXIF nor a second file hidden behind
    the picture is kept.

    With a scanner configured the file is held until the scanner has said that it is clean.

    :raises RegulationBroken: EV-01 empty, EV-02 over 20 MB, EV-03 content, EV-04 pixels,
        EV-05 quota, EV-06 active PDF
    """
    _require_size(content)
    kind = sniff(content)
    regulations.known_content.check(kind)
    _require_room(content, by=by, at=at)
    if kind == FileKind.PDF:
        regulations.passive.check(content)
    else:
        content = _rewritten(content, kind)
    return _held(content, kind=kind, title=title, by=by, at=at)


def store_word(content: bytes, *, title: str, by: Any, at: datetime) -> EvidenceFile:
    """Check and keep a Word file as it came, as `store` does the others.

    :raises RegulationBroken: EV-01, EV-02, EV-05; EV-07 no sound docx, EV-08 too large inside,
        EV-09 macros, EV-10 another file in it, EV-11 it points elsewhere
    """
    _require_size(content)
    _require_room(content, by=by, at=at)
    why = word_files.refusal(content)
    for rule in regulations.of_word:
        rule.check(why)
    return _held(content, kind=FileKind.DOCX, title=title, by=by, at=at)


def _require_size(content: bytes) -> None:
    regulations.not_empty.check(len(content))
    regulations.within_limit.check(len(content))


def _require_room(content: bytes, *, by: Any, at: datetime) -> None:
    regulations.within_quota.check(uploaded_since(by, instant=at - _DAY) + len(content))


def _held(content: bytes, *, kind: str, title: str, by: Any, at: datetime) -> EvidenceFile:
    """Keep checked bytes; with a scanner configured nobody gets them before it has spoken."""
    is_held = scanner.is_configured()
    release = Release.HELD if is_held else Release.RELEASED
    file = keep(content, kind=kind, title=title, release=release, by=by, at=at)
    if is_held:
        outbox.enqueue(
            "evidence.scan", key=f"evidence.scan:{file.pk}", at=at, lane="scan", pk=file.pk
        )
    return file


def keep(
    content: bytes,
    *,
    kind: str,
    title: str,
    release: str = Release.RELEASED,
    by: Any,
    at: datetime,
) -> EvidenceFile:
    """Write bytes that were checked, or that the product made itself, and enter the file."""
    name = f"{secrets.token_hex(16)}{EXTENSIONS[FileKind(kind)]}"
    _write(folder() / name, content)
    return EvidenceFile.objects.create(
        title=title[:120],
        release=release,
        kind=kind,
        path=name,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        uploaded_by=by,
        uploaded_at=at,
    )


def uploaded_since(user: Any, *, instant: datetime) -> int:
    """Answer how many bytes the user uploaded after an instant."""
    rows = EvidenceFile.objects.filter(uploaded_by=user, uploaded_at__gt=instant)
    return rows.aggregate(total=Sum("byte_count"))["total"] or 0


@transaction.atomic
def scan(file: EvidenceFile, *, by: Any = None, at: datetime) -> EvidenceFile:
    """Ask the scanner about a held file; release it, or put it in quarantine and say so.

    :raises ScannerDown: no clear answer; the file stays held
    """
    row = EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.release != Release.HELD:
        return row
    found = scanner.scan((folder() / row.path).read_bytes())
    row.release = Release.QUARANTINED if found else Release.RELEASED
    row.save(update_fields=["release"])
    if found:
        trail.record(row, "quarantine", by=by, at=at, found=found, sha256=row.sha256)
        _set_apart(row)
    return row


def _set_apart(row: EvidenceFile) -> None:
    """Move the bytes out of reach of every reader; they are kept as proof."""
    apart = Path(settings.MEDIA_ROOT) / "quarantine"
    apart.mkdir(parents=True, exist_ok=True)
    os.replace(folder() / row.path, apart / f"{row.path}.bad")


def sniff(content: bytes) -> str:
    """Answer the kind that the first bytes show, empty if none that is taken."""
    for head, kind in _SIGNATURES.items():
        if content.startswith(head):
            return kind
    return ""


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "evidence"
    path.mkdir(parents=True, exist_ok=True)
    return path


def discard(file: EvidenceFile) -> None:
    """Take back a file that nothing refers to yet."""
    file.delete()
    (folder() / file.path).unlink(missing_ok=True)


def read(file: EvidenceFile) -> bytes:
    """Answer the stored bytes after checking that they are those of the upload.

    :raises NotReleased: the scanner has not said that the file is clean
    :raises DocumentDamaged: DZ-03, the file is gone or its SHA-256 differs
    """
    if file.release != Release.RELEASED:
        raise NotReleased(str(file.get_release_display()))
    try:
        content = (folder() / file.path).read_bytes()
    except OSError as error:
        raise DocumentDamaged(_("文件已丢失，请联系管理员从备份恢复")) from error
    rule = papers.stays_unchanged
    if not rule.is_kept(file.sha256, hashlib.sha256(content).hexdigest()):
        told = {"text": rule.sentence, "note": rule.number}
        raise DocumentDamaged(_("%(text)s（%(note)s）") % told)
    return content


def _rewritten(content: bytes, kind: str) -> bytes:
    try:
        with _opened(content) as image:
            regulations.sane_pixels.check(*image.size)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for its whole process
            image.load()
            out = BytesIO()
            image.save(out, "JPEG" if kind == FileKind.JPEG else "PNG")
    except _UNREADABLE:
        regulations.known_content.check("")
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    """Read a picture's head only. Pillow's warning about its size is our EV-04, a refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(content))


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".part")
    try:
        with open(temporary, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
