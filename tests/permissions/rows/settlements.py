"""What a world holds of differences: two verifiers who do not agree."""

from typing import Any

from tests.factories import recall, settlements


def rows(where: Any) -> dict[str, Any]:
    """Answer a nomination that waits for a record to settle it."""
    campaign = recall.open_campaign(where.unit, title="双人核实", verifiers_needed=2)
    return {"disputed": settlements.disputed(campaign)}
