"""Jobs of this room, by name."""

from datetime import datetime

from core.exports import copies, exporting
from core.exports.models import Export, OwnCopy
from core.jobs import registry
from core.jobs.models import Job


def _give_up(job: Job, at: datetime) -> None:
    exporting.give_up(Export.objects.get(pk=job.payload["pk"]))


@registry.handler("exports.write", lane="export", on_dead=_give_up)
def write(job: Job, at: datetime) -> None:
    exporting.write(Export.objects.get(pk=job.payload["pk"]), at=at)


@registry.chore
def expire(at: datetime) -> None:
    exporting.expire(at=at)


def _give_up_copy(job: Job, at: datetime) -> None:
    copies.give_up(OwnCopy.objects.get(pk=job.payload["pk"]))


@registry.handler("exports.copy", lane="export", on_dead=_give_up_copy)
def write_copy(job: Job, at: datetime) -> None:
    copies.write(OwnCopy.objects.get(pk=job.payload["pk"]), at=at)


@registry.chore
def expire_copies(at: datetime) -> None:
    copies.expire(at=at)
