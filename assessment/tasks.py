"""Jobs of this floor, by name."""

from datetime import datetime

from accounts.services import accounts
from assessment.models import Volume
from assessment.services import messages, volumes
from core.jobs import outbox, registry
from core.jobs.models import Job
from core.notify import quiet


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


@registry.chore
def begin_day(at: datetime) -> None:
    """Leave the day's look through the remedies."""
    outbox.once_a_day("assessment.remind", lane="terms", hour=quiet.ENDS.hour, at=at)


@registry.handler("assessment.remind", lane="terms")
def remind(job: Job, at: datetime) -> object:
    """Tell persons of remedies that end soon, slice by slice."""
    done = messages.remind(after=job.payload.get("after", 0), by=accounts.system_user(), at=at)
    if done is None:
        return None
    job.payload = {"after": done}
    return registry.MORE
