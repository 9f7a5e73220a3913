"""Celery's way in. Arguments are lanes, never work; both tasks may run twice or not at all."""

from celery import shared_task
from django.utils import timezone

from core.jobs import hints, sweeping, worker
from core.jobs.models import Job


@shared_task(name="jobs.drain", ignore_result=True, expires=60)
def drain(lane: str) -> int:
    """Do five seconds of work; when more is due, leave a hint behind for whoever is free."""
    done = worker.drain(lane, at=timezone.now(), seconds=5.0)
    if Job.objects.due(timezone.now()).filter(lane=lane).exists():
        hints.send(lane)
    return done


@shared_task(name="jobs.sweep", ignore_result=True, expires=30)
def sweep() -> list[str]:
    return sweeping.sweep(at=timezone.now())
