"""Jobs of the reports floor, by name."""

from datetime import datetime

from django.db import transaction

from accounts.services import accounts
from core import dates
from core.jobs import outbox, registry
from core.jobs.models import Job
from reports.models import Replay, SummaryDate, SummaryRhythm
from reports.queries import due
from reports.queries import tallies as counts
from reports.services import replays, rhythms, schedules, tallies

LANE = replays.LANE
DUE = 20  # jobs of one kind that one sweep leaves
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
    """Leave a job for each rhythm that nobody saw to today, and for each summary that is due.

    One that fails is tried again and given up by itself; the others do not wait for it.
    """
    today = dates.legal_day(at)
    resting = SummaryRhythm.objects.running().filter(seen_on__lt=today).order_by("pk")
    pks = resting.values_list("pk", flat=True)
    _leave(due.RHYTHM, {due.rhythm_key(pk, today=today): pk for pk in pks}, at)
    over = SummaryDate.objects.open().filter(on__lt=today).order_by("on", "pk")
    pks = over.values_list("pk", flat=True)
    _leave(due.SUMMARY, {due.summary_key(pk): pk for pk in pks}, at)


def _leave(kind: str, wanted: dict[str, int], at: datetime) -> None:
    """Leave the first `DUE` jobs that are not left yet, by key and id."""
    left = due.left(wanted)
    for key in [key for key in wanted if key not in left][:DUE]:
        with transaction.atomic():
            outbox.enqueue(kind, key=key, lane=LANE, at=at, pk=wanted[key])


@registry.handler(due.RHYTHM, lane=LANE)
def see_to_rhythm(job: Job, at: datetime) -> None:
    """Order a county's days of a rhythm that are over, or make a prefecture's."""
    row = SummaryRhythm.objects.get(pk=job.payload["pk"])
    see_to = rhythms.see_to_prefecture if row.is_of_prefecture else rhythms.see_to
    see_to(row, by=accounts.system_user(), at=at)


@registry.chore
def keep_tallies(at: datetime) -> None:
    """Count again what was touched since it was counted; the board counts it itself meanwhile."""
    tallies.spread()
    for campaign in counts.stale(COUNTED):
        tallies.keep(campaign, counted_at=at)


@registry.handler(due.SUMMARY, lane=LANE)
def make_summary(job: Job, at: datetime) -> None:
    """Make the summary of a day; what was made or dropped meanwhile stays as it is."""
    rows = SummaryDate.objects.select_related("campaign", "prefecture")
    row = rows.get(pk=job.payload["pk"])
    make = schedules.make if row.campaign_id else schedules.make_prefecture
    make(row, by=accounts.system_user(), at=at)
