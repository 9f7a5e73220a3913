"""The uploaded file: under a random name outside the web root, gone after the undo time."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path


def write(content: bytes) -> str:
    """Keep the bytes whole or not at all; answer the name."""
    name = secrets.token_hex(16)
    part = folder() / f"{name}.part"
    try:
        with open(part, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, folder() / name)
    finally:
        part.unlink(missing_ok=True)
    return name


def path_of(name: str) -> Path:
    return folder() / name


def drop(name: str) -> None:
    """Take a file away; it may be gone already."""
    if name:
        (folder() / name).unlink(missing_ok=True)
