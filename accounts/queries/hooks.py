"""Questions about the addresses that are told what happened."""

from django.db.models import Count, Q, QuerySet

from accounts.models import Hook, HookWord, User
from core.jobs.models import Job


def listed(user: User) -> QuerySet[Hook]:
    """Answer the addresses an administrator may see, newest first, and what did not arrive."""
    rows = Hook.objects.shown_to(user).annotate(
        dead=Count("words", filter=Q(words__dead_at__isnull=False))
    )
    return rows.select_related("county", "made_by", "paused_by", "closed_by").order_by("-pk")


def words(hook: Hook) -> QuerySet[HookWord]:
    """Answer what was sent or waits, the newest first."""
    return hook.words.order_by("-pk")


def jobs(rows: list[HookWord]) -> dict[str, Job]:
    """Answer the jobs that send these words, by key, in one query."""
    found = Job.objects.filter(key__in=[row.job_key for row in rows])
    return {job.key: job for job in found}


def word(user: User, pk: int) -> HookWord | None:
    """Answer a word of an address that an administrator may see."""
    rows = HookWord.objects.filter(hook__in=Hook.objects.shown_to(user))
    return rows.select_related("hook").filter(pk=pk).first()
