"""What was removed, written out for keeping elsewhere, so that a restored backup is thinned again.

A file for each list carried out: numbers of rows and days, who decided, no name of anybody
concerned. It is sealed with a key of the trail: a list that nobody decided upon cannot be made up.
"""

import hmac
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from core.audit import sealing
from keeping import regulations
from keeping.models import Disposal

_VERSION = 1


def path_of(row: Disposal) -> Path:
    """Answer a name that no list of another life of the database has: a restore counts anew."""
    moment = row.finished_at.astimezone(UTC) if row.finished_at else None
    name = f"removal-{row.county.code}-{moment:%Y%m%dT%H%M%S%f}-{row.list_hash[:12]}.json"
    return Path(settings.REMOVALS_DIR, name)


def write(row: Disposal) -> bool:
    """Write the file of a finished list, whole or not at all; a second call writes nothing.

    :raises OSError: the folder cannot be written; the job comes back to it
    """
    path = path_of(row)
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    told = record(row)
    key = sealing.hmac_keys()[0]
    text = json.dumps({"record": told, "seal": _seal(told, key)}, ensure_ascii=False, indent=1)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    return True


def record(row: Disposal) -> dict[str, Any]:
    """Answer what a restored database needs to remove the same rows again."""
    removed = row.lines.filter(removed_at__isnull=False).order_by("row_id")
    days = removed.values_list("row_id", "from_on", "due_on")
    return {
        "version": _VERSION,
        "county": row.county.code,
        "kind": row.kind,
        "found_at": row.found_at.isoformat(),
        "handed_over": row.handed_over,
        "list_hash": row.list_hash,
        "proposed": _hand(row.proposed_by, row.proposed_at),
        "decided": _hand(row.decided_by, row.decided_at),
        "finished_at": _moment(row.finished_at),
        "certificate": row.replays or (row.certificate.reference if row.certificate else ""),
        "lines": [[pk, first.isoformat(), due.isoformat()] for pk, first, due in days],
    }


def read(path: Path) -> dict[str, Any]:
    """Answer what a file says, if it was written here.

    :raises RegulationBroken: RT-24, no such file, or not as it was written
    """
    try:
        told = json.loads(path.read_text("utf-8"))
        found, seal = told["record"], str(told["seal"])
    except (OSError, ValueError, KeyError, TypeError):
        found, seal = {}, ""
    keys = sealing.hmac_keys()
    fits = any(hmac.compare_digest(_seal(found, key), seal) for key in keys)
    regulations.removal_is_as_written.check(fits and found.get("version") == _VERSION)
    return dict(found)


def _seal(told: dict[str, Any], key: bytes) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, b"removal:" + text.encode(), "sha256").hexdigest()


def _hand(user: Any, at: datetime | None) -> dict[str, Any]:
    return {"user": user.pk, "username": user.username, "at": _moment(at)}


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
