"""Jobs of the reports floor, by name."""

from datetime import datetime

from django.db import transaction

from accounts.services import accounts
from core import dates
from core.jobs import outbox, registry
from core.jobs.models import Job
from reports.models import Replay, SummaryDate
from reports.queries import tallies as counts
from reports.services import replays, schedules, tallies

LANE = replays.LANE
DUE = 20  # summaries that one sweep leaves jobs for
COUNTED = 100  # campaigns that one sweep counts, some 20 ms each


@registry.handler("reports.replay", lane=LANE)
def replay(job: Job, at: datetime) -> object:
    """Read one slice of past cases."""
    rows = Replay.objects.select_for_update(of=("self",)).select_related(
        "base", "version__scheme__county", "asked_by"
    )
    row = rows.get(pk=job.payload["pk"])
    return registry.MORE if replays.step(row, job=job, by=row.asked_by, at=at) else None


@registry.chore
def order_summaries(at: datetime) -> None:
    """Leave a job for each summary whose day is over; later sweeps find it left."""
    due = SummaryDate.objects.open().filter(on__lt=dates.legal_day(at)).order_by("on", "pk")
    for pk in due.values_list("pk", flat=True)[:DUE]:
        with transaction.atomic():
            outbox.enqueue("reports.summary", key=f"reports.summary:{pk}", lane=LANE, at=at, pk=pk)


@registry.chore
def keep_tallies(at: datetime) -> None:
    """Count again what was touched since it was counted; the board counts it itself meanwhile."""
    tallies.spread()
    for campaign in counts.stale(COUNTED):
        tallies.keep(campaign, counted_at=at)


@registry.handler("reports.summary", lane=LANE)
def make_summary(job: Job, at: datetime) -> None:
    """Make the summary of a day; what was made or dropped meanwhile stays as it is."""
    row = SummaryDate.objects.select_related("campaign").get(pk=job.payload["pk"])
    schedules.make(row, by=accounts.system_user(), at=at)
