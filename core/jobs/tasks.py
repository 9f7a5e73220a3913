"""Celery's way in. Arguments are lanes, never work; both tasks may run twice or not at all."""

from celery import shared_task
from django.utils import timezone

from core.jobs import sweeping, worker


@shared_task(name="jobs.drain", ignore_result=True, expires=60)
def drain(lane: str) -> int:
    return worker.drain(lane, at=timezone.now(), seconds=5.0)


@shared_task(name="jobs.sweep", ignore_result=True, expires=30)
def sweep() -> list[str]:
    return sweeping.sweep(at=timezone.now())
