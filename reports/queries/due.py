"""The jobs by which summaries are made by themselves, and which of them failed."""

from collections.abc import Iterable
from datetime import date

from core.jobs.models import Job

RHYTHM, SUMMARY = "reports.rhythm", "reports.summary"  # their kinds


def rhythm_key(pk: int, *, today: date) -> str:
    """Answer the key of a rhythm's job: one each day, so that a failure is tried again tomorrow."""
    return f"{RHYTHM}:{pk}:{today}"


def summary_key(pk: int) -> str:
    """Answer the key of the job that makes the summary of an ordered day."""
    return f"{SUMMARY}:{pk}"


def left(keys: Iterable[str]) -> set[str]:
    """Answer which of them are left, in any state."""
    return set(Job.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def troubled(keys: Iterable[str]) -> set[str]:
    """Answer which of them failed at their last try or were given up."""
    rows = Job.objects.troubled().filter(key__in=list(keys))
    return set(rows.values_list("key", flat=True))
