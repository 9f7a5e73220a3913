"""Chores and jobs of the accounts: unused accounts close, words go out to other systems."""

from datetime import datetime

from django.conf import settings

from accounts.models import HookWord
from accounts.services import accounts, hooks, idle
from core.jobs import registry
from core.jobs.models import Job


@registry.chore
def close_idle(at: datetime) -> None:
    if settings.IDLE_ACCOUNTS_CLOSE:
        idle.close_idle(by=accounts.system_user(), at=at)


def _give_up(job: Job, at: datetime) -> None:
    word = HookWord.objects.get(pk=job.payload["pk"])
    hooks.give_up(word, by=accounts.system_user(), at=at)


@registry.handler("hooks.send", lane=hooks.LANE, on_dead=_give_up)
def send(job: Job, at: datetime) -> None:
    """Send the word of a job; a job of an earlier round has nothing left to do."""
    word = HookWord.objects.select_for_update(of=("self",)).get(pk=job.payload["pk"])
    if word.job_key == job.key:
        hooks.deliver(word, by=accounts.system_user(), at=at)
