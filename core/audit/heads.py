"""The head of the chain, written out for keeping elsewhere, so that a set-back trail shows."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from core.audit.models import Seal

EVERY = timedelta(minutes=5)


def folder() -> Path:
    return Path(settings.AUDIT_HEAD_DIR)


def files() -> list[Path]:
    """Answer the files of heads, oldest first."""
    return sorted(folder().glob("heads-*.jsonl"))


def write(*, at: datetime) -> bool:
    """Append the newest seal's number and digest to the day's file, at most every five minutes."""
    last = Seal.objects.order_by("-number").values("number", "digest", "sealed_at").first()
    told = _last_line()
    if last is None or (told and told["number"] == last["number"]):
        return False
    if told and at - datetime.fromisoformat(told["at"]) < EVERY:
        return False
    day = at.astimezone(UTC)
    line = {"at": day.isoformat(), "number": last["number"], "digest": last["digest"]}
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"heads-{day:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def _last_line() -> dict | None:
    for path in reversed(files()):
        if lines := path.read_text("utf-8").splitlines():
            return json.loads(lines[-1])
    return None
