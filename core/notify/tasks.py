"""Jobs and chores of this room."""

from datetime import datetime

from core.jobs import registry
from core.jobs.models import Job
from core.notify import inbox, mailing


def _give_up(job: Job, at: datetime) -> None:
    mailing.give_up(job.payload["pk"], at=at)


@registry.handler("notify.send", lane=mailing.LANE, on_dead=_give_up)
def send(job: Job, at: datetime) -> None:
    mailing.send(job.payload["pk"], at=at)


@registry.chore
def gather(at: datetime) -> None:
    mailing.gather(at=at)


@registry.chore
def forget(at: datetime) -> None:
    inbox.forget(at=at)
