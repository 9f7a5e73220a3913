"""Keeping the board's counts of each campaign."""

from datetime import datetime

from django.db import connection, transaction

from reports.models import CampaignTally
from reports.models.tallies import ALL
from reports.queries import tallies

# In one snapshot: a campaign that it does not see yet has no tally that could be behind.
_SPREAD = """
WITH gone AS (DELETE FROM reports_tallymark WHERE campaign_number = %s RETURNING transaction)
INSERT INTO reports_tallymark (campaign_number, transaction)
SELECT c.id, gone.transaction FROM recall_campaign c CROSS JOIN gone ON CONFLICT DO NOTHING
"""


def spread() -> None:
    """Turn marks of every campaign into marks of each."""
    with connection.cursor() as cursor:
        cursor.execute(_SPREAD, [ALL])


@transaction.atomic
def keep(campaign: int, *, counted_at: datetime) -> None:
    """Count a campaign and keep it.

    Two at once come one after the other: the second waits for the row before it takes its snapshot,
    else it could lay an older count over a newer one whose marks are gone.
    """
    CampaignTally.objects.get_or_create(campaign_id=campaign, defaults={"counted_at": counted_at})
    row = CampaignTally.objects.select_for_update().get(campaign_id=campaign)
    row.told, row.days = tallies.taken(campaign).packed()
    row.version, row.counted_at = tallies.VERSION, counted_at
    row.save()
