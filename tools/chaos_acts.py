"""What a chaos run does inside Django: make documents due, disturb, and read the final state."""

import hashlib
import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.services import accounts
from core.documents import rendering, storage
from core.documents.models import Document
from core.jobs.models import Job
from tools.crew import Crew

PATIENCE = 240  # seconds without one more finished document before the run is called stuck
SNAPSHOT = {
    "issuer": "中共试验县委组织部",
    "addressee": "试验同志",
    "cadre": "试验",
    "unit": "试验单位",
    "campaign_title": "试验批次",
    "grounds": [{"code": "T-01", "title": "试验情形"}],
    "facts": [{"text": "试验事实", "finding": "属实"}],
    "decision": {"meeting": "部务会", "held_on": "2018年5月8日", "present": 7, "due": 8},
    "remedy": {"text": "可在30日内提出复核申请", "last_day": "2018年6月11日", "office": "监督室"},
    "issued_on": "2018年5月10日",
}


def issue(count: int) -> None:
    """Make the documents due, each in a transaction of its own, as separate acts would."""
    clerk = accounts.system_user()
    for _ in range(count):
        with transaction.atomic():
            rendering.request(
                "documents/recall_notice.html",
                kind="recall_notice",
                scope="chaos",
                reference="试组召〔{year}〕{number}号",
                title="召回通知书",
                snapshot=SNAPSHOT,
                by=clerk,
                at=timezone.now(),
            )


def ready_count() -> int:
    return Document.objects.filter(state="READY").count()


def torment(crew: Crew, documents: int, kills: int, chance: random.Random) -> Counter:
    """Kill by plan, spread evenly over the work, until every document is ready or none moves."""
    done_kills: Counter[str] = Counter()
    plan = [documents * (place + 1) // (kills + 2) for place in range(kills)]
    best, moved_at = 0, time.monotonic()
    while time.monotonic() - moved_at < PATIENCE:
        crew.mend()
        ready = ready_count()
        if ready > best:
            best, moved_at = ready, time.monotonic()
        if ready >= documents:
            break
        if plan and ready >= plan[0]:
            how = "group" if chance.random() < 0.25 else "child"
            hit = crew.kill_group("worker") if how == "group" else crew.kill_child("worker", chance)
            if hit:
                plan.pop(0)
                done_kills[how] += 1
        time.sleep(chance.uniform(0.05, 0.25))
    return done_kills


def check(documents: int) -> dict[str, int]:
    """Read only the final state: rows, files, hashes, numbers, jobs."""
    folder = Path(settings.MEDIA_ROOT) / "documents"
    rows = list(Document.objects.order_by("number"))
    ready = [row for row in rows if row.state == "READY"]
    files = {f"documents/{path.name}": path for path in folder.glob("*") if path.is_file()}
    wrong = [
        row
        for row in ready
        if row.file not in files
        or hashlib.sha256(files[row.file].read_bytes()).hexdigest() != row.sha256
    ]
    stray = len(list((folder / ".parts").glob("*")))
    storage.sweep_parts(timezone.now() + timedelta(hours=2))
    attempts = list(Job.objects.values_list("attempts", flat=True))
    return {
        "rows": len(rows),
        "ready": len(ready),
        "files": len(files),
        "lost": documents - len(ready),
        "double": len(files)
        - len({row.file for row in ready})
        + len(ready)
        - len({row.file for row in ready}),
        "wrong_hash": len(wrong),
        "number_gaps": sum(row.number != place for place, row in enumerate(rows, 1)),
        "open_jobs": Job.objects.exclude(state="DONE").count(),
        "retried": sum(count > 1 for count in attempts),
        "most_attempts": max(attempts, default=0),
        "stray": stray,
        "stray_after_sweep": len(list((folder / ".parts").glob("*"))),
    }
