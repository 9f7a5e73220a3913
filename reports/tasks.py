"""Jobs of the reports floor, by name."""

from datetime import datetime

from core.jobs import registry
from core.jobs.models import Job
from reports.models import Replay
from reports.services import replays


@registry.handler("reports.replay", lane=replays.LANE)
def replay(job: Job, at: datetime) -> object:
    """Read one slice of past cases."""
    rows = Replay.objects.select_for_update(of=("self",)).select_related(
        "base", "version__scheme__county", "asked_by"
    )
    row = rows.get(pk=job.payload["pk"])
    return registry.MORE if replays.step(row, job=job, by=row.asked_by, at=at) else None
