"""What stands today over all campaigns of some counties: by year, county, person, ground, source.

`standing` has the columns that the register's conditions read (reports.queries.standing), but from
the state of each row instead of its steps: as of now both say the same, and a test says so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cadres.enums import Level, StaffKind
from reports.queries.covering import hide_small, tables
from reports.queries.register import ALL
from units.enums import UnitKind

REST = "rest"  # rows of few people, put together
OPEN = ("nominated", "not_matched", "not_recalled", "recalled", "in_class", "returned_to_post")
FAIR = ("sex", "age", "level", "staff_kind", "kind")
_DIMENSIONS = ("year", "county_id", *FAIR)
_CODES = (*OPEN, "withdrawn", "with_unit", "pending", "other_outcome")
STEPS = {  # each with what begins it and what ends it
    "verify": ("submitted_at", "verified_at"),
    "decide": ("verified_at", "decided_at"),
    "serve": ("decided_at", "served_at"),
    "begin": ("served_at", "begun_at"),
    "settle": ("begun_at", "settled_at"),
}
# How many ended before `cut`, then in how many days half of them and nine in ten.
TIMES = ",\n  ".join(
    f"count(*) FILTER (WHERE {last} >= {first} AND {last} < %(cut)s) AS {name}_n,"
    " percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP"
    f" (ORDER BY date_part('epoch', {last} - {first}) / 86400)"
    f" FILTER (WHERE {last} >= {first} AND {last} < %(cut)s) AS {name}_days"
    for name, (first, last) in STEPS.items()
)
BEGUN = "SELECT row_id, min(at) AS at FROM recall_casestep WHERE move = 'start_training' GROUP BY 1"
_BAND = (
    "CASE WHEN {born} > {on} - interval '30 years' THEN '0'"
    " WHEN {born} > {on} - interval '40 years' THEN '30'"
    " WHEN {born} > {on} - interval '50 years' THEN '40' ELSE '50' END"
)

_STANDING = f"""
WITH standing AS MATERIALIZED (
  SELECT n.id, n.county_id, n.unit_id, n.level, n.staff_kind, u.kind, p.sex, c.year,
    {_BAND.format(born="p.born_on", on="n.submitted_at")} AS age,
    n.state, step.move, k.state AS case_state, k.id AS case_id,
    begun.row_id IS NOT NULL AS entered_class, o.kind AS outcome,
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
    FROM recall_nomination m WHERE m.state = 'REJECTED' AND m.county_id = ANY(%(counties)s)
  ) step ON step.id = n.id
  LEFT JOIN recall_case k ON k.nomination_id = n.id
  LEFT JOIN ({BEGUN}) begun ON begun.row_id = k.id
  LEFT JOIN recall_servicereceipt r ON r.case_id = k.id
  LEFT JOIN assessment_outcome o ON o.case_id = k.id
  WHERE n.county_id = ANY(%(counties)s) AND n.submission_count > 0
)
"""  # noqa: S608 - no value is in the text
_CLASS = " | ".join(
    f"CASE WHEN {ALL[code].condition} THEN {1 << place} ELSE 0 END"
    for place, code in enumerate(_CODES)
)
# One statement, since putting `standing` together costs more than all that is counted in it. What
# counts a nomination is a bit of its class, so that each cut counts rows once and not every code.
_COUNTED = f"""{_STANDING}, classed AS MATERIALIZED (
  SELECT {", ".join(_DIMENSIONS)}, {_CLASS} AS class FROM standing
)
SELECT 'cells', jsonb_build_array(grouping({", ".join(_DIMENSIONS)}), {", ".join(_DIMENSIONS)},
  class, count(*))
FROM classed GROUP BY GROUPING SETS ((class), {", ".join(f"({n}, class)" for n in _DIMENSIONS)})
UNION ALL
SELECT 'units', jsonb_build_array(grouping(year, county_id), year, county_id,
  count(DISTINCT unit_id))
FROM (SELECT DISTINCT year, county_id, unit_id FROM standing) named
GROUP BY GROUPING SETS ((), (year), (county_id))
UNION ALL
SELECT 'grounds', jsonb_build_array(g.position, g.code, g.title, g.title_en,
  coalesce(s.outcome, CASE WHEN s.state = 'APPROVED' THEN 'OPEN' ELSE 'NONE' END),
  count(*))
FROM standing s
JOIN (SELECT DISTINCT nomination_id, ground_id FROM recall_fact) f ON f.nomination_id = s.id
JOIN schemes_ground g ON g.id = f.ground_id
GROUP BY g.id, s.outcome, s.state
UNION ALL
SELECT 'times', to_jsonb(times) FROM (SELECT {TIMES} FROM standing) times
"""  # noqa: S608 - conditions come from the register, values are bound
_IDS = {
    column: f"""{_STANDING}
SELECT id, {", ".join(f"coalesce({ALL[code].condition}, false)" for code in OPEN)}
FROM standing WHERE {column} = %(value)s
"""  # noqa: S608 - as above
    for column in ("year", "county_id")
}
_SOURCES = """
SELECT coalesce(e.practice, ''), count(DISTINCT n.id),
  count(DISTINCT n.id) FILTER (WHERE n.state = 'APPROVED')
FROM recall_nomination n
LEFT JOIN recall_takensignal t ON t.nomination_id = n.id
LEFT JOIN evidence_signal e ON e.id = t.signal_id
WHERE n.county_id = ANY(%(counties)s) AND n.submission_count > 0
GROUP BY 1 ORDER BY 2 DESC, 1
"""
_PEOPLE = f"""
WITH people AS (
  SELECT p.sex, p.level, p.staff_kind, u.kind,
    {_BAND.format(born="p.born_on", on="%(on)s::date")} AS age, count(*) AS n
  FROM cadres_cadre p JOIN units_unit u ON u.id = p.unit_id
  WHERE u.county_id = ANY(%(counties)s) AND p.merged_into_id IS NULL
    AND (p.left_on IS NULL OR p.left_on > %(on)s)
  GROUP BY 1, 2, 3, 4, 5
)
SELECT grouping({", ".join(FAIR)}) AS cut, {", ".join(FAIR)}, sum(n)::int
FROM people GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in FAIR)})
"""  # noqa: S608 - no value is in the text
_APPEALS = """
SELECT a.remedy, a.state, count(*) FROM assessment_appeal a JOIN recall_case k ON k.id = a.case_id
WHERE k.county_id = ANY(%(counties)s) GROUP BY 1, 2
"""
_REPEATS = """
SELECT least(before, 2), count(*) FROM (
  SELECT county_id, count(*) FILTER (WHERE state <> 'REVOKED') OVER (
    PARTITION BY cadre_id ORDER BY opened_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS before
  FROM recall_case
) again WHERE county_id = ANY(%(counties)s) GROUP BY 1
"""
_KINDS = [*Level.values, *StaffKind.values, *UnitKind.values]


def _rows(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def _cut(
    rows: Iterable[Sequence[Any]], names: tuple[str, ...]
) -> Iterator[tuple[str, Any, Sequence[Any]]]:
    """Answer of each row which cut it is of, the value, and what follows; all is "total", None.

    PostgreSQL's grouping() has a bit for each name, the last the lowest, that is 1 where the row
    is not cut by it.
    """
    whole = (1 << len(names)) - 1
    cut_of = {whole ^ 1 << len(names) - 1 - at: at for at in range(len(names))}
    for cut, *rest in rows:
        at = cut_of.get(cut)
        told = rest[len(names) :]
        yield ("total", None, told) if at is None else (names[at], rest[at], told)


@dataclass
class Counted:
    """What stands: `cuts` is cut → value → code → count, the total under "total" and None.

    `grounds` is (place in its list, code, title, English title) → what became of it → nominations,
    `times` step → (how many, days of half, days of nine in ten).
    """

    cuts: dict[str, dict[Any, dict[str, int]]]
    grounds: dict[tuple[Any, ...], dict[str, int]]
    times: dict[str, tuple[int, float, float]]


def count(counties: set[int]) -> Counted:
    """Answer figures of all that was ever submitted, in one query.

    The total, years and counties have `units` that named somebody too, which cannot be added up.
    """
    parts: dict[str, list[Any]] = defaultdict(list)
    for part, row in _rows(_COUNTED, counties=list(counties), cut="infinity"):
        parts[part].append(json.loads(row))
    grounds: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for *ground, became, number in parts["grounds"]:
        grounds[tuple(ground)][became] += number
    return Counted(
        _funnel(parts["cells"], parts["units"]),
        dict(sorted(grounds.items())),
        times_of(parts["times"][0]),
    )


def _funnel(cells: list[Any], units: list[Any]) -> dict[str, dict[Any, dict[str, int]]]:
    table: dict[str, dict[Any, dict[str, int]]] = defaultdict(
        lambda: defaultdict(lambda: dict.fromkeys(_CODES, 0))
    )
    table["total"][None] = dict.fromkeys(_CODES, 0)
    for name, value, (bits, number) in _cut(cells, _DIMENSIONS):
        line = table[name][value]
        for place, code in enumerate(_CODES):
            line[code] += number * (bits >> place & 1)
    for name, value, (number,) in _cut(units, ("year", "county_id")):
        table[name][value]["units"] = number
    return table


def times_of(row: dict[str, Any]) -> dict[str, tuple[int, float, float]]:
    """Answer a row of `TIMES` by step, those that nobody went through left out."""
    return {name: (row[f"{name}_n"], *row[f"{name}_days"]) for name in STEPS if row[f"{name}_n"]}


def ids(counties: set[int], *, column: str, value: int) -> list[tuple[Any, ...]]:
    """Answer of each nomination of a year or county its id, and which of `OPEN` count it."""
    return _rows(_IDS[column], counties=list(counties), value=value)


def _place(key: str) -> tuple[int, str]:
    """Order bands and sexes by themselves, kinds as their lists do."""
    return (_KINDS.index(key) if key in _KINDS else -1, key)


def fairness(
    cuts: dict[str, dict[Any, dict[str, int]]], counties: set[int], *, on: Any
) -> dict[str, Any]:
    """Answer for each kind of person who was named and recalled, beside how many there are.

    Columns: nominated and not recalled, recalled; None where a number must not be shown. `people`
    are on the rolls on the day, None for those put together.
    """
    rows = _rows(_PEOPLE, counties=list(counties), on=on)
    known = {(name, value): number for name, value, (number,) in _cut(rows, FAIR)}
    lines = {
        name: {
            str(key): [row["nominated"] - row["recalled"], row["recalled"]]
            for key, row in sorted(cuts[name].items(), key=lambda pair: _place(pair[0]))
        }
        for name in FAIR
    }
    told: dict[str, Any] = tables(lines, width=2, rest=REST)
    for name, table in told.items():
        table["people"] = [known.get((name, key)) for key in table["keys"]]
    return told


def grounds(lines: dict[tuple[Any, ...], dict[str, int]]) -> dict[str, Any]:
    """Answer for each ground what became of the nominations that cite it; small numbers hidden.

    Columns `kinds` are NONE (not recalled), OPEN (recalled, not settled yet) and kinds of outcome.
    """
    kinds = sorted({kind for row in lines.values() for kind in row})
    table = [[row.get(kind, 0) for kind in kinds] for row in lines.values()]
    return {"keys": [*lines], "kinds": kinds, "rows": hide_small(table)[:-1] if table else []}


def sources(counties: set[int]) -> list[tuple[str, int, int]]:
    """Answer (practice, nominations with a signal of it, of these recalled); "" is none at all."""
    return [(row[0], row[1], row[2]) for row in _rows(_SOURCES, counties=list(counties))]


def appeals(counties: set[int]) -> dict[str, dict[str, int]]:
    """Answer remedy → state → appeals."""
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for remedy, state, number in _rows(_APPEALS, counties=list(counties)):
        told[remedy][state] = number
    return told


def repeats(counties: set[int]) -> list[int]:
    """Answer how many were recalled for the first time, the second, and the third or later."""
    told = dict(_rows(_REPEATS, counties=list(counties)))
    return [told.get(before, 0) for before in range(3)]
