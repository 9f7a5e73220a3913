"""Doing due jobs: claim, work, settle. Needs neither Redis nor Celery.

Two guards keep a job from being done twice at once. A short lease covers the gap after the claim is
committed; a row lock covers the work, and PostgreSQL drops it the moment a worker dies. `attempts`
is the fence: only the claim that counted last may work.
"""

import logging
import time
import traceback
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Func, TextField, Value

from core.errors import DomainError
from core.jobs import registry
from core.jobs.errors import Hopeless, Postponed
from core.jobs.models import Job, JobState

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
LEASE = timedelta(seconds=10)
BACKOFF = timedelta(seconds=5)  # doubled with every attempt: 5, 10, 20, 40 s
POSTPONED = timedelta(seconds=30)
PATIENCE = "150s"  # longer than Celery's hard limit of one task


def drain(lane: str, *, at: datetime, seconds: float = 5.0) -> int:
    """Do the due jobs of a lane until none is left or the time is up; give how many were done.

    `at` stands still during a drain, so a job that fails is not tried again in the same one.
    """
    registry.autodiscover()
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        job = claim(lane, at=at)
        if job is None:
            break
        done += work(job, at=at)
    return done


@transaction.atomic
def claim(lane: str, *, at: datetime) -> Job | None:
    """Take the next due job: count the attempt and commit it before any work, so that a job that
    kills its worker is counted too."""
    waiting = Job.objects.due(at).filter(lane=lane).order_by("next_at", "pk")
    job = waiting.select_for_update(skip_locked=True).first()
    if job is None:
        return None
    job.attempts += 1
    job.next_at = at + LEASE
    job.save(update_fields=["attempts", "next_at"])
    return job


@transaction.atomic
def work(job: Job, *, at: datetime) -> bool:
    """Do a claimed job and settle it in one transaction; say whether it is done.

    The handler's writes and the job's state are kept or lost together.
    """
    held = _hold(job)
    if held is None:
        return False
    if held.attempts > MAX_ATTEMPTS:
        return _bury(held, at=at, reason=held.last_error or "执行进程在处理中意外终止")
    try:
        with transaction.atomic():
            answer = registry.find(held).run(held, at)
    except Exception as error:  # noqa: BLE001 - one job's failure must not stop the lane
        return _settle_failure(held, error, at=at)
    return _settle(held, again=answer is registry.MORE, at=at)


def _hold(job: Job) -> Job | None:
    """Lock a claimed job; the lock outlives the server's limit for idle transactions."""
    told = (Value("idle_in_transaction_session_timeout"), Value(PATIENCE), Value(value=True))
    patience = Func(*told, function="set_config", output_field=TextField())
    mine = Job.objects.filter(pk=job.pk, state=JobState.DUE, attempts=job.attempts)
    return mine.annotate(patience=patience).select_for_update(skip_locked=True).first()


def _settle(job: Job, *, again: bool, at: datetime) -> bool:
    job.last_error = ""
    if again:
        job.attempts, job.next_at = 0, at
    else:
        job.state, job.done_at = JobState.DONE, at
    job.save()
    return not again


def _settle_failure(job: Job, error: Exception, *, at: datetime) -> bool:
    reason = describe(error)
    logger.warning("job %s %s, attempt %s: %s", job.pk, job.kind, job.attempts, reason)
    if isinstance(error, Hopeless) or (
        job.attempts >= MAX_ATTEMPTS and not isinstance(error, Postponed)
    ):
        return _bury(job, at=at, reason=reason)
    if isinstance(error, Postponed):
        job.attempts -= 1
        job.next_at = at + POSTPONED
    else:
        job.next_at = at + BACKOFF * 2 ** (job.attempts - 1)
    job.last_error = reason
    job.save()
    return False


def _bury(job: Job, *, at: datetime, reason: str) -> bool:
    """Give a job up and tell the app that owns it."""
    job.state, job.last_error = JobState.DEAD, reason
    job.save()
    logger.error("job %s %s given up: %s", job.pk, job.kind, reason)
    try:
        with transaction.atomic():
            on_dead = registry.find(job).on_dead
            if on_dead:
                on_dead(job, at)
    except Exception as error:  # noqa: BLE001 - the row must end DEAD whatever its owner says
        logger.error("job %s: owner not told: %s", job.pk, describe(error))
    return False


def describe(error: BaseException) -> str:
    """Say what failed without repeating data: only our own and the system's words are quoted."""
    if isinstance(error, DomainError):
        return str(error)[:500]
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].name}:{frames[-1].lineno})" if frames else ""
    words = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    return f"{type(error).__name__}{words}{place}"
