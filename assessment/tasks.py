"""Jobs of this floor, by name."""

from datetime import datetime

from assessment.models import Volume
from assessment.services import volumes
from core.jobs import registry
from core.jobs.models import Job


def _row(job: Job) -> Volume:
    return Volume.objects.select_related("requested_by").get(pk=job.payload["pk"])


def _give_up(job: Job, at: datetime) -> None:
    row = _row(job)
    volumes.give_up(row, by=row.requested_by, at=at)


@registry.handler("assessment.bind", lane=volumes.LANE, on_dead=_give_up)
def bind(job: Job, at: datetime) -> None:
    """Bind a volume; what was frozen when it was asked for is all it reads."""
    row = _row(job)
    volumes.bind(row, by=row.requested_by, at=at)
