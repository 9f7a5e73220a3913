"""The only way work leaves a request: a row in the act's own transaction, then a hint."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from core import dates
from core.jobs import hints
from core.jobs.models import Job, JobState


def enqueue(kind: str, *, key: str, at: datetime, lane: str = "pdf", **ids: int | UUID) -> None:
    """Leave a job for after the commit. The same key twice is one job.

    :raises RuntimeError: outside a transaction, where row and act could part
    :raises TypeError: if the payload holds anything but ids
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("enqueue() must run inside a service's transaction")
    row = Job(kind=kind, key=key, lane=lane, payload=_ids_only(ids), next_at=at, created_at=at)
    Job.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(partial(hints.send, lane), robust=True)


def once_a_day(kind: str, *, lane: str, hour: int, at: datetime) -> None:
    """Leave a day's job after an hour of Asia/Shanghai; later sweeps of the day find it left."""
    key = f"{kind}:{dates.legal_day(at)}"
    if at.astimezone(dates.ZONE).hour < hour or Job.objects.filter(key=key).exists():
        return
    with transaction.atomic():
        enqueue(kind, key=key, lane=lane, at=at)


def revive(job: Job, *, at: datetime) -> Job:
    """Make a job that was given up due again, with all its attempts."""
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state == JobState.DEAD:
            row.state, row.attempts, row.next_at = JobState.DUE, 0, at
            row.save(update_fields=["state", "attempts", "next_at"])
            transaction.on_commit(partial(hints.send, row.lane), robust=True)
    return row


def _ids_only(ids: dict[str, int | UUID]) -> dict[str, int | str]:
    for name, value in ids.items():
        if isinstance(value, bool) or not isinstance(value, int | UUID):
            raise TypeError(f"payload of a job holds ids only, not {name}={type(value).__name__}")
    return {name: value if isinstance(value, int) else str(value) for name, value in ids.items()}
