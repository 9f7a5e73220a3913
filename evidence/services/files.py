"""Taking evidence files in: told by content, written whole or not at all."""

import hashlib
import os
import secrets
import struct
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from evidence import regulations
from evidence.enums import EXTENSIONS, FileKind
from evidence.models import EvidenceFile

_SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}

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

    :raises RegulationBroken: EV-01 empty, EV-02 over 20 MB, EV-03 content, EV-04 pixels
    """
    regulations.not_empty.check(len(content))
    regulations.within_limit.check(len(content))
    kind = sniff(content)
    regulations.known_content.check(kind)
    if kind != FileKind.PDF:
        content = _rewritten(content, kind)
    name = f"{secrets.token_hex(16)}{EXTENSIONS[FileKind(kind)]}"
    _write(folder() / name, content)
    return EvidenceFile.objects.create(
        title=title[:120],
        kind=kind,
        path=name,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        uploaded_by=by,
        uploaded_at=at,
    )


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
    """Answer the stored bytes."""
    return (folder() / file.path).read_bytes()


def _rewritten(content: bytes, kind: str) -> bytes:
    try:
        with Image.open(BytesIO(content)) as image:
            regulations.sane_pixels.check(*image.size)
            image.load()
            out = BytesIO()
            image.save(out, "JPEG" if kind == FileKind.JPEG else "PNG")
    except _UNREADABLE:
        regulations.known_content.check("")
    return out.getvalue()


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
