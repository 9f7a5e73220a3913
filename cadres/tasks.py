"""Every night, county by county: files that may be double, and what is lacking."""

from datetime import datetime

from cadres.services import duplicates, gaps
from core import dates
from core.jobs import outbox, registry
from core.jobs.models import Job
from units.models import Jurisdiction

LANE = "night"
HOUR = 2  # o'clock in Asia/Shanghai
CHECKS = {"cadres.find_duplicates": duplicates.refresh, "cadres.find_gaps": gaps.refresh}


@registry.chore
def begin_night(at: datetime) -> None:
    """Leave the night's work."""
    outbox.once_a_day("cadres.night", lane=LANE, hour=HOUR, at=at)


@registry.handler("cadres.night", lane=LANE)
def night(job: Job, at: datetime) -> None:
    """Leave one job for each county and check."""
    day = dates.legal_day(at)
    for county in Jurisdiction.objects.filter(units__isnull=False).distinct().order_by("pk"):
        for kind in CHECKS:
            key = f"{kind}:{day}:{county.pk}"
            outbox.enqueue(kind, key=key, lane=LANE, at=at, county_id=county.pk)


@registry.handler("cadres.find_duplicates", lane=LANE)
@registry.handler("cadres.find_gaps", lane=LANE)
def check(job: Job, at: datetime) -> None:
    county = Jurisdiction.objects.get(pk=job.payload["county_id"])
    CHECKS[job.kind](county, on=dates.legal_day(at))
