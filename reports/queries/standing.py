"""How every submitted nomination of some campaigns stood at the end of a day, in SQL.

`standing` has one row a nomination that was submitted by then: county and year of its campaign,
round, level, staff_kind, unit_id, unit_kind, leads, state and last move of the nomination, state of
its case, entered_class, outcome. Everything is read from dated steps, so a later act never changes
an earlier day's figures.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from core.dates import ZONE
from reports.queries.register import FUNNEL, MEASURES

STANDING = """
WITH standing AS (
  SELECT n.id, n.county_id, n.cadre_id, n.unit_id, n.level, n.staff_kind, u.kind AS unit_kind,
         r.number AS round,
         extract(year FROM c.launched_at AT TIME ZONE 'Asia/Shanghai')::int AS year,
         k.id AS case_id, COALESCE(cu.leads_by_example, false) AS leads,
         step.after AS state, step.move,
         CASE WHEN k.id IS NULL THEN NULL ELSE COALESCE(cstep.after, 'OPEN') END AS case_state,
         COALESCE(cstep.entered_class, false) AS entered_class,
         o.kind AS outcome
  FROM recall_nomination n
  JOIN recall_round r ON r.id = n.round_id
  JOIN recall_campaign c ON c.id = n.campaign_id
  JOIN units_unit u ON u.id = n.unit_id
  JOIN LATERAL (
    SELECT s.after, s.move FROM recall_nominationstep s
    WHERE s.row_id = n.id AND s.at < %(cut)s ORDER BY s.at DESC, s.id DESC LIMIT 1
  ) step ON true
  LEFT JOIN recall_campaignunit cu ON cu.campaign_id = n.campaign_id AND cu.unit_id = n.unit_id
  LEFT JOIN recall_case k ON k.nomination_id = n.id AND k.opened_at < %(cut)s
  LEFT JOIN LATERAL (
    SELECT (array_agg(s.after ORDER BY s.at DESC, s.id DESC))[1] AS after,
           bool_or(s.move = 'start_training') AS entered_class
    FROM recall_casestep s WHERE s.row_id = k.id AND s.at < %(cut)s
  ) cstep ON true
  LEFT JOIN assessment_outcome o ON o.case_id = k.id AND o.decided_at < %(cut)s
  WHERE n.campaign_id = ANY(%(campaigns)s) AND EXISTS (
    SELECT 1 FROM recall_nominationstep s
    WHERE s.row_id = n.id AND s.move = 'submit' AND s.at < %(cut)s)
)
"""
_COUNTS = ",\n  ".join(f'COUNT(*) FILTER (WHERE {f.condition}) AS "{f.code}"' for f in FUNNEL)
# The cuts in which the funnel is counted: name → columns.
CUTS: dict[str, tuple[str, ...]] = {
    "total": (),
    "round": ("round",),
    "level": ("level",),
    "staff_kind": ("staff_kind",),
    "unit_kind": ("unit_kind",),
    "unit_id": ("unit_id",),
    "round_level": ("round", "level"),
    "county_id": ("county_id",),
    "year": ("year",),
}
_COLUMNS = tuple(dict.fromkeys(name for names in CUTS.values() for name in names))
_SETS = ", ".join(f"({', '.join(names)})" for names in CUTS.values())
_FUNNEL = f"""{STANDING}
SELECT GROUPING({", ".join(_COLUMNS)}) AS cut, {", ".join(_COLUMNS)},
  {_COUNTS}
FROM standing GROUP BY GROUPING SETS ({_SETS})
"""  # noqa: S608 - conditions come from the register, values are bound
_GROUNDS = f"""{STANDING}, cited AS (
  SELECT DISTINCT f.ground_id, s.* FROM standing s JOIN recall_fact f ON f.nomination_id = s.id)
SELECT ground_id,
  {_COUNTS}
FROM cited GROUP BY ground_id
"""  # noqa: S608 - as above
_OUTCOMES = f"""{STANDING}
SELECT outcome, COUNT(*) FROM standing WHERE outcome IS NOT NULL GROUP BY outcome
"""  # noqa: S608 - as above
_MEASURES = (
    "SELECT "
    + ",\n  ".join(f'{f.condition} AS "{f.code}"' for f in MEASURES)
    + "\nFROM recall_unitmeasure WHERE campaign_id = ANY(%(campaigns)s) AND taken_on <= %(day)s"
    + " AND (withdrawn_at IS NULL OR withdrawn_at >= %(cut)s)"
)


def rows(query: str, campaigns: Iterable[int], as_of: date, **more: Any) -> list[dict[str, Any]]:
    """Answer the rows of a query that reads `campaigns`, `cut` (an instant), `day` and `more`."""
    bound: dict[str, Any] = {"campaigns": list(campaigns), "cut": end_of(as_of), "day": as_of}
    bound |= more
    with connection.cursor() as cursor:
        cursor.execute(query, bound)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def end_of(day: date) -> datetime:
    """Answer the instant at which a legal day is over."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def _mask(names: tuple[str, ...]) -> int:
    """Answer what GROUPING says of a set: a bit for each column that is not in it."""
    return int("".join("0" if name in names else "1" for name in _COLUMNS), 2)


def funnel(campaigns: Iterable[int], as_of: date) -> dict[str, dict[Any, dict[str, int]]]:
    """Answer the funnel by cut: cut name → value → figure code → count.

    The total stands under None, a cut of two columns under pairs.
    """
    table: dict[str, dict[Any, dict[str, int]]] = {name: {} for name in CUTS}
    by_mask = {_mask(names): name for name, names in CUTS.items()}
    for row in rows(_FUNNEL, campaigns, as_of):
        cut = by_mask[row["cut"]]
        values = tuple(row[name] for name in CUTS[cut])
        key = values if len(values) > 1 else (*values, None)[0]
        table[cut][key] = {f.code: row[f.code] for f in FUNNEL}
    return table


def grounds(campaigns: Iterable[int], as_of: date) -> dict[int, dict[str, int]]:
    """Answer the funnel of the nominations that cite each ground."""
    found = rows(_GROUNDS, campaigns, as_of)
    return {row["ground_id"]: {f.code: row[f.code] for f in FUNNEL} for row in found}


def outcomes(campaigns: Iterable[int], as_of: date) -> dict[str, int]:
    """Answer how many outcomes of each kind were in force."""
    return {r["outcome"]: r["count"] for r in rows(_OUTCOMES, campaigns, as_of)}


def measures(campaigns: Iterable[int], as_of: date) -> dict[str, int]:
    """Answer the measures on units up to a day."""
    return {code: int(n) for code, n in rows(_MEASURES, campaigns, as_of)[0].items()}
