"""Jobs of this room, by name."""

from datetime import datetime

from core.jobs import registry
from core.jobs.models import Job
from core.prints import printing, volumes
from core.prints.models import PrintRun


def _run(job: Job) -> PrintRun:
    return PrintRun.objects.select_related("requested_by").get(pk=job.payload["pk"])


def _give_up(job: Job, at: datetime) -> None:
    row = _run(job)
    printing.give_up(row, turn=job.payload["turn"], by=row.requested_by, at=at)


@registry.handler("prints.step", lane=printing.LANE, on_dead=_give_up)
def step(job: Job, at: datetime) -> object:
    """Print one paper and come again, so that each is kept by itself whatever happens next."""
    return registry.MORE if printing.step(_run(job), turn=job.payload["turn"], at=at) else None


@registry.handler("prints.bind", lane=printing.LANE, on_dead=_give_up)
def bind(job: Job, at: datetime) -> None:
    volumes.bind(_run(job), turn=job.payload["turn"], at=at)


@registry.chore
def expire(at: datetime) -> None:
    printing.expire(at=at)
