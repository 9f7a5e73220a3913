"""Files of documents: whole or not at all, and checked again when handed out.

A file is written under `documents/.parts`, flushed to disk, and renamed into `documents/`, so that
folder never holds part of a file. Parts of a crashed worker are swept up after an hour.
"""

import hashlib
import os
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.documents.errors import DocumentDamaged, DocumentNotReady, StorageUnavailable
from core.documents.models import Document

FOLDER = "documents"
PART_LIFE = 3600  # seconds


def write(document: Document, body: bytes) -> str:
    """Store a document's file and give its path relative to MEDIA_ROOT.

    :raises StorageUnavailable: and nothing is left behind
    """
    return keep(f"{document.uid.hex}.pdf", body)


def keep(base: str, body: bytes) -> str:
    """Store a file in the folder of documents and give its path relative to MEDIA_ROOT.

    :raises StorageUnavailable: and nothing is left behind
    """
    name = f"{FOLDER}/{base}"
    part = None
    try:
        _parts().mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=".part", dir=_parts())
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, _root() / name)
        _flush_folder(_root() / FOLDER)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise StorageUnavailable(f"文件未能写入存储：{error.strerror}") from error
    return name


def open_verified(document: Document) -> BytesIO:
    """Open a document's file for delivery, after checking that it is the one issued.

    :raises DocumentNotReady: there is no file yet
    :raises DocumentDamaged: the file is gone or its SHA-256 differs
    """
    if not document.is_ready:
        raise DocumentNotReady(_("文件尚未生成，请稍候"))
    return BytesIO(verified(document.file, document.sha256))


def verified(name: str, sha256: str) -> bytes:
    """Answer a stored file's bytes after checking that they are the ones kept.

    :raises DocumentDamaged: the file is gone or its SHA-256 differs
    """
    try:
        body = (_root() / name).read_bytes()
    except OSError as error:
        raise DocumentDamaged(_("文件已丢失，请联系管理员从备份恢复")) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise DocumentDamaged(_("文件内容与签发时不一致，已停止下载，请联系管理员"))
    return body


def sweep_parts(at: datetime) -> int:
    """Remove parts older than an hour that a crash left behind; give how many."""
    removed = 0
    if not _parts().is_dir():
        return removed
    for part in _parts().iterdir():
        try:
            if at.timestamp() - part.stat().st_mtime > PART_LIFE:
                part.unlink()
                removed += 1
        except FileNotFoundError:  # its writer finished, or another sweep was faster
            continue
    return removed


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _parts() -> Path:
    return _root() / FOLDER / ".parts"


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
