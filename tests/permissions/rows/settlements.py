"""What a world holds of differences: two verifiers who do not agree."""

from typing import Any

from recall.services import nominations
from tests.factories import recall, settlements
from tests.moments import VERIFIED_AT


def rows(where: Any) -> dict[str, Any]:
    """Answer a nomination that waits for a record to settle it, and one that was mended."""
    campaign = recall.open_campaign(where.unit, title="双人核实", verifiers_needed=2)
    sent_back = recall.conclude(recall.submitted_nomination(where.campaign), "SENT_BACK")
    again = nominations.submit(sent_back, by=sent_back.submitted_by, at=VERIFIED_AT)
    return {"disputed": settlements.disputed(campaign), "resubmitted": again}
