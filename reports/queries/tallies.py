"""The board's counts, campaign by campaign: counted in one statement, or read where they are kept.

What is kept of a campaign is read only while no mark stands beside it, in the same snapshot; what
is marked is counted at the look. So the board is never behind: docs/adr/0048.
"""

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from reports.models.tallies import ALL as EVERY
from reports.queries.register import ALL

FAIR = ("sex", "age", "level", "staff_kind", "kind")
OPEN = ("nominated", "not_matched", "not_recalled", "recalled", "in_class", "returned_to_post")
CODES = (*OPEN, "withdrawn", "with_unit", "pending", "other_outcome")
STEPS = {  # each with what begins it and what ends it
    "verify": ("submitted_at", "verified_at"),
    "decide": ("verified_at", "decided_at"),
    "serve": ("decided_at", "served_at"),
    "begin": ("served_at", "begun_at"),
    "settle": ("begun_at", "settled_at"),
}
TOOK = "(date_part('epoch', {last} - {first}) * 1000000)::bigint"  # microseconds
BEGUN = "SELECT row_id, min(at) AS at FROM recall_casestep WHERE move = 'start_training' GROUP BY 1"
BAND = (
    "CASE WHEN {born} > {on} - interval '30 years' THEN '0'"
    " WHEN {born} > {on} - interval '40 years' THEN '30'"
    " WHEN {born} > {on} - interval '50 years' THEN '40' ELSE '50' END"
)
# `{of}` says which nominations.
STANDING = f"""
standing AS MATERIALIZED (
  SELECT n.id, n.campaign_id, n.county_id, n.unit_id, n.level, n.staff_kind, u.kind, p.sex, c.year,
    {BAND.format(born="p.born_on", on="n.submitted_at")} AS age,
    n.state, step.move, k.state AS case_state, k.id AS case_id,
    begun.at IS NOT NULL AS entered_class, o.kind AS outcome,
    n.submitted_at, n.verified_at, n.decided_at, r.served_at, begun.at AS begun_at,
    o.decided_at AS settled_at
  FROM recall_nomination n
  JOIN (
    SELECT id, extract(year FROM launched_at AT TIME ZONE 'Asia/Shanghai')::int AS year
    FROM recall_campaign
  ) c ON c.id = n.campaign_id
  JOIN units_unit u ON u.id = n.unit_id
  JOIN cadres_cadre p ON p.id = n.cadre_id
  LEFT JOIN (
    SELECT m.id, (
      SELECT s.move FROM recall_nominationstep s
      WHERE s.row_id = m.id ORDER BY s.at DESC, s.id DESC LIMIT 1
    ) AS move
    FROM recall_nomination m WHERE m.state = 'REJECTED' AND m.{{of}}
  ) step ON step.id = n.id
  LEFT JOIN recall_case k ON k.nomination_id = n.id
  LEFT JOIN (
    SELECT s.row_id, min(s.at) AS at FROM recall_casestep s
    WHERE s.move = 'start_training' AND s.row_id IN (
      SELECT b.id FROM recall_case b JOIN recall_nomination m ON m.id = b.nomination_id
      WHERE m.{{of}}
    ) GROUP BY 1
  ) begun ON begun.row_id = k.id
  LEFT JOIN recall_servicereceipt r ON r.case_id = k.id
  LEFT JOIN assessment_outcome o ON o.case_id = k.id
  WHERE n.{{of}} AND n.submission_count > 0
)
"""  # noqa: S608 - no value is in the text
_OF = "campaign_id = ANY(%(campaigns)s)"
_CLASS = " | ".join(
    f"CASE WHEN {ALL[code].condition} THEN {1 << place} ELSE 0 END"
    for place, code in enumerate(CODES)
)
_DAYS = "\nUNION ALL\n".join(  # no value is in the text
    f"SELECT campaign_id, 'days', jsonb_build_array('{name}', jsonb_agg(took ORDER BY took))"  # noqa: S608
    f" FROM (SELECT campaign_id, {TOOK.format(first=first, last=last)} AS took"
    f" FROM standing WHERE {last} >= {first}) done GROUP BY 1"
    for name, (first, last) in STEPS.items()
)
# One statement, since putting `standing` together costs more than all that is counted in it. What
# counts a nomination is a bit of its class, so that each cut counts rows once and not every code.
_COUNT = f"""{STANDING.format(of=_OF)}, classed AS MATERIALIZED (
  SELECT campaign_id, {", ".join(FAIR)}, {_CLASS} AS class FROM standing
)
SELECT campaign_id, 'cells',
  jsonb_build_array(grouping({", ".join(FAIR)}), {", ".join(FAIR)}, class, count(*))
FROM classed
GROUP BY GROUPING SETS
  ((campaign_id, class), {", ".join(f"(campaign_id, {name}, class)" for name in FAIR)})
UNION ALL
SELECT campaign_id, 'units', jsonb_agg(DISTINCT unit_id) FROM standing GROUP BY 1
UNION ALL
SELECT s.campaign_id, 'grounds', jsonb_build_array(f.ground_id,
  coalesce(s.outcome, CASE WHEN s.state = 'APPROVED' THEN 'OPEN' ELSE 'NONE' END), count(*))
FROM standing s JOIN (
  SELECT DISTINCT nomination_id, ground_id FROM recall_fact
  WHERE nomination_id IN (SELECT id FROM standing)
) f ON f.nomination_id = s.id
GROUP BY s.campaign_id, f.ground_id, s.outcome, s.state
UNION ALL
SELECT s.campaign_id, 'sources', jsonb_build_array(coalesce(e.practice, ''),
  count(DISTINCT s.id), count(DISTINCT s.id) FILTER (WHERE s.state = 'APPROVED'))
FROM standing s
LEFT JOIN recall_takensignal t ON t.nomination_id = s.id
LEFT JOIN evidence_signal e ON e.id = t.signal_id
GROUP BY s.campaign_id, e.practice
UNION ALL
{_DAYS}
"""  # noqa: S608 - conditions come from the register, values are bound
VERSION = hashlib.sha256(_COUNT.encode()).hexdigest()
_TAKEN = "gone AS (DELETE FROM reports_tallymark WHERE campaign_number = ANY(%(campaigns)s))"
_KEPT = """
SELECT c.id, c.county_id, extract(year FROM c.launched_at AT TIME ZONE 'Asia/Shanghai')::int,
  t.told, t.days
FROM recall_campaign c
LEFT JOIN reports_campaigntally t ON t.campaign_id = c.id AND t.version = %(version)s
  AND NOT EXISTS (SELECT FROM reports_tallymark m WHERE m.campaign_number IN (c.id, %(every)s))
WHERE c.county_id = ANY(%(counties)s)
"""
_STALE = """
SELECT c.id FROM recall_campaign c
LEFT JOIN reports_campaigntally t ON t.campaign_id = c.id AND t.version = %(version)s
WHERE c.launched_at IS NOT NULL AND (t.id IS NULL
  OR EXISTS (SELECT FROM reports_tallymark m WHERE m.campaign_number IN (c.id, %(every)s)))
ORDER BY t.counted_at NULLS FIRST, c.id LIMIT %(most)s
"""


@dataclass
class Tally:
    """What the board counts of one campaign.

    `cells` is cut → value → numbers in the order of `CODES`, all of them under "total" and "";
    `units` that named somebody; `grounds` [ground's id, what became of it, nominations]; `sources`
    [practice, nominations, of these recalled]; `days` step → sorted microseconds.
    """

    cells: dict[str, dict[str, list[int]]] = field(
        default_factory=lambda: {name: {} for name in ("total", *FAIR)}
    )
    units: list[int] = field(default_factory=list)
    grounds: list[tuple[int, str, int]] = field(default_factory=list)
    sources: list[tuple[str, int, int]] = field(default_factory=list)
    days: dict[str, Sequence[int]] = field(default_factory=dict)

    def packed(self) -> tuple[dict[str, Any], bytes]:
        """Answer it as `told` and `days` of a CampaignTally hold it."""
        days = {name: array("q", self.days.get(name, ())) for name in STEPS}
        told = {
            "cells": self.cells,
            "units": sorted(self.units),
            "grounds": sorted(map(list, self.grounds)),
            "sources": sorted(map(list, self.sources)),
            "lengths": [len(took) for took in days.values()],
        }
        return told, b"".join(took.tobytes() for took in days.values())


def unpacked(told: dict[str, Any], held: bytes) -> Tally:
    """Answer what `packed` made."""
    took, first = array("q", bytes(held)), 0
    days: dict[str, Sequence[int]] = {}
    for name, length in zip(STEPS, told["lengths"], strict=True):
        days[name] = took[first : first + length]
        first += length
    return Tally(told["cells"], told["units"], told["grounds"], told["sources"], days)


def counted(campaigns: Iterable[int]) -> dict[int, Tally]:
    """Count some campaigns now; one without a submitted nomination is not named."""
    return _count(f"WITH {_COUNT}", campaigns)


def taken(campaign: int) -> Tally:
    """Count a campaign and take away, in the same snapshot, the marks that this answers."""
    return _count(f"WITH {_TAKEN}, {_COUNT}", [campaign]).get(campaign, Tally())


def _count(query: str, campaigns: Iterable[int]) -> dict[int, Tally]:
    told: dict[int, Tally] = defaultdict(Tally)
    with connection.cursor() as cursor:
        cursor.execute(query, {"campaigns": list(campaigns)})
        for campaign, part, row in cursor.fetchall():
            _PARTS[part](told[campaign], json.loads(row))
    return dict(told)


def _enter_cell(tally: Tally, row: list[Any]) -> None:
    """Enter one row of cells: grouping() has a bit for each name of FAIR, 1 where it is not cut."""
    cut, *values, bits, number = row
    whole = (1 << len(FAIR)) - 1
    place = len(FAIR) - (whole ^ cut).bit_length()
    name, value = ("total", "") if cut == whole else (FAIR[place], values[place])
    line = tally.cells[name].setdefault(value, [0] * len(CODES))
    for at in range(len(CODES)):
        line[at] += number * (bits >> at & 1)


_PARTS: dict[str, Any] = {
    "cells": _enter_cell,
    "units": lambda tally, row: tally.units.extend(row),
    "grounds": lambda tally, row: tally.grounds.append(tuple(row)),
    "sources": lambda tally, row: tally.sources.append(tuple(row)),
    "days": lambda tally, row: tally.days.__setitem__(*row),
}


def apart(counties: set[int]) -> list[int]:
    """Answer campaigns whose kept tally is not what is counted now; there should never be one.

    One that an act touches meanwhile has a mark by then and is left out.
    """
    kept = {pk: (json.loads(told), bytes(days)) for pk, *_p, told, days in _kept(counties) if told}
    now = counted(kept)
    other = {pk for pk, held in kept.items() if now.get(pk, Tally()).packed() != held}
    return [pk for pk, *_place, told, _days in _kept(counties) if told and pk in other]


def _kept(counties: set[int]) -> list[tuple[Any, ...]]:
    bound: dict[str, Any] = {"counties": list(counties), "version": VERSION, "every": EVERY}
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, bound)
        return list(cursor.fetchall())


def of(counties: set[int]) -> list[tuple[int, int | None, Tally]]:
    """Answer (county, year of the launch, tally) of each campaign of some counties, as of now."""
    rows = _kept(counties)
    touched = [pk for pk, *_place, told, _days in rows if told is None]
    fresh = counted(touched) if touched else {}
    return [
        (county, year, fresh.get(pk, Tally()) if told is None else unpacked(json.loads(told), days))
        for pk, county, year, told, days in rows
    ]


def stale(most: int) -> list[int]:
    """Answer campaigns whose tally is missing, of another version or marked, the longest first."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"version": VERSION, "every": EVERY, "most": most})
        return [pk for (pk,) in cursor.fetchall()]
