"""Acts on one's own copy: ask, write, take, let expire. What is in it, an upper floor says."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import NotAllowed, StateConflict
from core.exports import shelves
from core.exports.errors import LinkSpent
from core.exports.models import CopyState, OwnCopy
from core.jobs import outbox

LIFE = timedelta(hours=24)
Gather = Callable[[Any, datetime], Iterable[tuple[str, bytes]]]
_gather: list[Gather] = []


def register(gather: Gather) -> None:
    """Say what a copy holds: (user, at) → names and bytes; the last to say so is heard."""
    _gather[:] = [gather]


@transaction.atomic
def ask(_subject: Any, *, by: Any, at: datetime) -> OwnCopy:
    """Ask for a copy of what is held about oneself.

    :raises StateConflict: one is being made
    """
    if OwnCopy.objects.select_for_update().filter(user=by, state=CopyState.DUE).exists():
        raise StateConflict(_("上一份正在生成，请稍候。"))
    row = OwnCopy.objects.create(user=by, asked_at=at)
    trail.record(row, "ask_own_copy", by=by, at=at)
    outbox.enqueue("exports.copy", key=f"exports.copy:{row.pk}", at=at, lane="export", pk=row.pk)
    return row


@transaction.atomic
def write(copy: OwnCopy, *, at: datetime) -> OwnCopy:
    """Make the file, whole or not at all. A second call changes nothing."""
    row = OwnCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if row.state != CopyState.DUE:
        return row
    target, part = path_of(row), path_of(row).with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, content in _gather[0](row.user, at):
                    archive.writestr(name, content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    with target.open("rb") as file:
        row.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    row.byte_count = target.stat().st_size
    row.state, row.ready_at, row.expires_at = CopyState.READY, at, at + LIFE
    row.save()
    return row


@transaction.atomic
def take(copy: OwnCopy, *, by: Any, at: datetime) -> Path:
    """Hand the file out to the one whom it is about, as often as they wish within its time.

    :raises NotAllowed: somebody else's
    :raises LinkSpent: not ready, or its time is over
    """
    row = OwnCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if row.user_id != by.pk:
        raise NotAllowed(_("只有本人可以下载。"))
    if row.state != CopyState.READY or row.expires_at is None or at >= row.expires_at:
        raise LinkSpent(_("这一份已经过期，请重新生成。"))
    trail.record(row, "take_own_copy", by=by, at=at, sha256=row.sha256)
    return path_of(row)


def give_up(copy: OwnCopy) -> None:
    """Note that a copy could not be made."""
    shelves.leave(OwnCopy.objects.filter(pk=copy.pk, state=CopyState.DUE), CopyState.FAILED)


def expire(*, at: datetime) -> int:
    """Remove the files whose time is over; answer how many expired."""
    late = OwnCopy.objects.filter(state=CopyState.READY, expires_at__lte=at)
    count = shelves.leave(late, CopyState.EXPIRED)
    ready = OwnCopy.objects.filter(state=CopyState.READY)
    shelves.sweep(folder(), ready.values_list("uid", flat=True), at=at)
    return count


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "copies"


def path_of(row: OwnCopy) -> Path:
    return folder() / f"{row.uid.hex}.zip"
