"""What everybody may read: whole years that are over, in numbers that name nobody.

A year's table counts the campaigns launched in it as they stood at its last midnight, so it never
changes afterwards and no two tables hold the same people: subtracting one from another tells
nothing. Within a table hiding.py keeps groups of fewer than five from being read or worked out.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from cadres.enums import Level
from core.dates import ZONE
from recall.models import Campaign
from reports.queries import standing
from reports.queries.boards import REST
from reports.queries.covering import hide_small
from reports.queries.hiding import gather

YEARS = 3
COLUMNS = ("returned_to_post", "other_outcome", "open")


def tables(county_id: int, *, on: date) -> list[dict[str, Any]]:
    """Answer year, keys (levels, `rest` for those put together), rows and total of each of the
    last three whole years with a campaign, the newest first; None where a number is hidden.

    Columns: recalled and returned to their post, with another outcome, without one by then.
    """
    counts: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for campaign in _campaigns(county_id, on):
        year = campaign.launched_at.astimezone(ZONE).year
        levels = standing.funnel([campaign.pk], date(year, 12, 31))["level"]
        for level, row in levels.items():
            returned, other = row["returned_to_post"], row["other_outcome"]
            told = [returned, other, row["recalled"] - returned - other]
            before = counts[year].get(level, [0, 0, 0])
            counts[year][level] = [a + b for a, b in zip(before, told, strict=True)]
    return [_hidden(year, counts[year]) for year in sorted(counts, reverse=True)]


def _campaigns(county_id: int, on: date) -> Any:
    first = datetime(on.year - YEARS, 1, 1, tzinfo=ZONE)
    over = datetime(on.year, 1, 1, tzinfo=ZONE)
    rows = Campaign.objects.filter(county=county_id, launched_at__gte=first, launched_at__lt=over)
    return rows.order_by("launched_at", "pk")


def _hidden(year: int, lines: dict[str, list[int]]) -> dict[str, Any]:
    ordered = {level: lines[level] for level in Level.values if sum(lines.get(level, []))}
    held = gather(ordered, rest=REST)
    shown = hide_small([*held.values()]) if held else [[0, 0, 0]]
    return {"year": year, "keys": [*held], "rows": shown[:-1], "total": shown[-1]}
