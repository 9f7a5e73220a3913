"""The uploaded file: sealed, under a random name outside the web root, gone after the undo time."""

import os
import secrets
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings

from core.sealing import boxes


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path


def write(content: bytes) -> str:
    """Seal and keep the bytes, whole or not at all; answer the name."""
    name = secrets.token_hex(16)
    _keep(name, content)
    return name


def _keep(name: str, content: bytes) -> None:
    part = folder() / f"{name}.part"
    try:
        with open(part, "wb") as out:
            out.write(boxes.seal_bytes(content, place=_place(name)))
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, folder() / name)
    finally:
        part.unlink(missing_ok=True)


def _place(name: str) -> str:
    return f"import file {name}"


def read(name: str) -> bytes:
    """Answer the bytes that were uploaded.

    :raises SealBroken: the file was altered, or is another one's
    """
    return boxes.unseal_bytes(path_of(name).read_bytes(), place=_place(name))


def opened(name: str) -> IO[bytes]:
    """Answer the uploaded file for reading; in memory, for no clear copy may lie on the disk."""
    return BytesIO(read(name))


def seal_again(name: str) -> bool:
    """Seal a file with the current key; answer whether that was needed."""
    try:
        is_due = not boxes.is_current(path_of(name).read_bytes())
    except FileNotFoundError:
        return False
    if is_due:
        _keep(name, read(name))
    return is_due


def path_of(name: str) -> Path:
    return folder() / name


def drop(name: str) -> None:
    """Take a file away; it may be gone already."""
    if name:
        (folder() / name).unlink(missing_ok=True)
