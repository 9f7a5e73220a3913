"""Jobs of this floor, by name."""

from datetime import datetime

from accounts.services import accounts
from core import dates
from core.jobs import outbox, registry
from core.jobs.models import Job
from keeping.enums import RecordKind
from keeping.models import Disposal
from keeping.services import carrying, disposals
from units.models import Jurisdiction

HOUR = 2


@registry.chore
def begin_night(at: datetime) -> None:
    """Leave the night's look for what is due."""
    outbox.once_a_day("keeping.night", lane=disposals.LANE, hour=HOUR, at=at)


@registry.handler("keeping.night", lane=disposals.LANE)
def night(job: Job, at: datetime) -> None:
    """Leave one job for each county."""
    day = dates.legal_day(at)
    for county in Jurisdiction.objects.filter(units__isnull=False).distinct().order_by("pk"):
        key = f"keeping.find:{day}:{county.pk}"
        outbox.enqueue("keeping.find", key=key, lane=disposals.LANE, at=at, pk=county.pk)


@registry.handler("keeping.find", lane=disposals.LANE)
def find(job: Job, at: datetime) -> None:
    """Put on the county's lists what is due; nothing is removed."""
    county = Jurisdiction.objects.get(pk=job.payload["pk"])
    for kind in RecordKind:
        disposals.find(county, kind=kind, by=accounts.system_user(), at=at)


@registry.handler("keeping.carry_out", lane=disposals.LANE)
def carry_out(job: Job, at: datetime) -> object:
    """Remove the next line of a decided list, and certify when none is left."""
    row = Disposal.objects.select_related("county", "decided_by").get(pk=job.payload["pk"])
    if not job.total_count:
        job.total_count = row.lines.left().count()
    more = carrying.step(row, by=accounts.system_user(), at=at)
    job.done_count = job.total_count - row.lines.left().count()
    return registry.MORE if more else None
