"""What stands today over all campaigns of some counties: by year, county, person, ground, source.

`standing` has the columns that the register's conditions read (reports.queries.standing), but from
the state of each row instead of its steps: as of now both say the same, and a test says so.
"""

from collections import defaultdict
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
_COUNTS = ",\n  ".join(
    f'count(*) FILTER (WHERE {ALL[code].condition}) AS "{code}"' for code in _CODES
)
_BAND = (
    "CASE WHEN {age} < 30 THEN '0' WHEN {age} < 40 THEN '30' WHEN {age} < 50 THEN '40'"
    " ELSE '50' END"
)

_STANDING = f"""
WITH standing AS MATERIALIZED (
  SELECT n.id, n.county_id, n.unit_id, n.level, n.staff_kind, u.kind, p.sex,
    extract(year FROM c.launched_at AT TIME ZONE 'Asia/Shanghai')::int AS year,
    {_BAND.format(age="extract(year FROM age(n.submitted_at, p.born_on))")} AS age,
    n.state, step.move, k.state AS case_state, k.id AS case_id,
    started.row_id IS NOT NULL AS entered_class, o.kind AS outcome
  FROM recall_nomination n
  JOIN recall_campaign c ON c.id = n.campaign_id
  JOIN units_unit u ON u.id = n.unit_id
  JOIN cadres_cadre p ON p.id = n.cadre_id
  LEFT JOIN LATERAL (
    SELECT s.move FROM recall_nominationstep s
    WHERE s.row_id = n.id AND n.state = 'REJECTED' ORDER BY s.at DESC, s.id DESC LIMIT 1
  ) step ON true
  LEFT JOIN recall_case k ON k.nomination_id = n.id
  LEFT JOIN (SELECT DISTINCT row_id FROM recall_casestep WHERE move = 'start_training') started
    ON started.row_id = k.id
  LEFT JOIN assessment_outcome o ON o.case_id = k.id
  WHERE n.county_id = ANY(%(counties)s) AND n.submission_count > 0
)
"""  # noqa: S608 - no value is in the text
_CELLS = f"""{_STANDING}
SELECT {", ".join(_DIMENSIONS)},
  {_COUNTS}
FROM standing GROUP BY {", ".join(_DIMENSIONS)}
"""  # noqa: S608 - conditions come from the register, values are bound
_IDS = {
    column: f"""{_STANDING}
SELECT id, {", ".join(f"coalesce({ALL[code].condition}, false)" for code in OPEN)}
FROM standing WHERE {column} = %(value)s
"""  # noqa: S608 - as above
    for column in ("year", "county_id")
}
_UNITS = """
SELECT grouping(year, county_id), year, county_id, count(DISTINCT unit_id)
FROM (
  SELECT n.unit_id, n.county_id,
    extract(year FROM c.launched_at AT TIME ZONE 'Asia/Shanghai')::int AS year
  FROM recall_nomination n JOIN recall_campaign c ON c.id = n.campaign_id
  WHERE n.county_id = ANY(%(counties)s) AND n.submission_count > 0
) named GROUP BY GROUPING SETS ((), (year), (county_id))
"""
_GROUNDS = f"""{_STANDING}
SELECT g.code, g.title, g.title_en,
  coalesce(s.outcome, CASE WHEN s.state = 'APPROVED' THEN 'OPEN' ELSE 'NONE' END),
  count(DISTINCT s.id)
FROM standing s
JOIN recall_fact f ON f.nomination_id = s.id
JOIN schemes_ground g ON g.id = f.ground_id
GROUP BY g.id, 4 ORDER BY g.position, g.code
"""  # noqa: S608 - as above
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
    {_BAND.format(age="extract(year FROM age(%(on)s::date, p.born_on))")} AS age
  FROM cadres_cadre p JOIN units_unit u ON u.id = p.unit_id
  WHERE u.county_id = ANY(%(counties)s) AND p.merged_into_id IS NULL
    AND (p.left_on IS NULL OR p.left_on > %(on)s)
)
SELECT grouping({", ".join(FAIR)}) AS cut, {", ".join(FAIR)}, count(*)
FROM people GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in FAIR)})
"""  # noqa: S608 - no value is in the text
# Each step: what begins it, what ends it; only what ended before `cut` counts.
TIMES = """
WITH times AS (
  SELECT n.submitted_at, n.verified_at, n.decided_at, r.served_at, b.at AS begun_at,
    o.decided_at AS settled_at
  FROM recall_nomination n
  LEFT JOIN recall_case k ON k.nomination_id = n.id
  LEFT JOIN recall_servicereceipt r ON r.case_id = k.id
  LEFT JOIN (
    SELECT row_id, min(at) AS at FROM recall_casestep WHERE move = 'start_training' GROUP BY 1
  ) b ON b.row_id = k.id
  LEFT JOIN assessment_outcome o ON o.case_id = k.id
  WHERE {where} AND n.submission_count > 0
)
SELECT name, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY last - first) AS half,
  percentile_cont(0.9) WITHIN GROUP (ORDER BY last - first) AS most
FROM times CROSS JOIN LATERAL (VALUES ('verify', submitted_at, verified_at),
  ('decide', verified_at, decided_at), ('serve', decided_at, served_at),
  ('begin', served_at, begun_at), ('settle', begun_at, settled_at)) AS step (name, first, last)
WHERE last >= first AND last < %(cut)s GROUP BY name
"""
_TIMES = TIMES.format(where="n.county_id = ANY(%(counties)s)")
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
STEPS = ("verify", "decide", "serve", "begin", "settle")


def _rows(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def _cuts(
    rows: list[tuple[Any, ...]], names: tuple[str, ...]
) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Answer cut → value → what follows; the row of all under "total" and None.

    PostgreSQL's grouping() has a bit for each name, the last the lowest, that is 1 where the row
    is not cut by it.
    """
    whole = (1 << len(names)) - 1
    cut_of = {whole ^ 1 << len(names) - 1 - at: at for at in range(len(names))}
    table: dict[str, dict[Any, tuple[Any, ...]]] = defaultdict(dict)
    for cut, *rest in rows:
        values, told = rest[: len(names)], tuple(rest[len(names) :])
        at = cut_of.get(cut)
        table["total" if at is None else names[at]][None if at is None else values[at]] = told
    return table


def funnel(counties: set[int]) -> dict[str, dict[Any, dict[str, int]]]:
    """Answer figures of all that was ever submitted: cut → value → code → count.

    The total stands under "total" and None; it, years and counties have `units` that named
    somebody too, which cannot be added up.
    """
    width = len(_DIMENSIONS)
    table: dict[str, dict[Any, dict[str, int]]] = defaultdict(
        lambda: defaultdict(lambda: dict.fromkeys(_CODES, 0))
    )
    for row in _rows(_CELLS, counties=list(counties)):
        for name, value in (*zip(_DIMENSIONS, row[:width], strict=True), ("total", None)):
            line = table[name][value]
            for code, number in zip(_CODES, row[width:], strict=True):
                line[code] += number
    for cut, rows in _cuts(_rows(_UNITS, counties=list(counties)), ("year", "county_id")).items():
        for value, (number,) in rows.items():
            table[cut][value]["units"] = number
    return table


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
    known = _cuts(_rows(_PEOPLE, counties=list(counties), on=on), FAIR)
    lines = {
        name: {
            str(key): [row["nominated"] - row["recalled"], row["recalled"]]
            for key, row in sorted(cuts[name].items(), key=lambda pair: _place(pair[0]))
        }
        for name in FAIR
    }
    told: dict[str, Any] = tables(lines, width=2, rest=REST)
    for name, table in told.items():
        table["people"] = [known[name].get(key, (None,))[0] for key in table["keys"]]
    return told


def grounds(counties: set[int]) -> dict[str, Any]:
    """Answer for each ground what became of the nominations that cite it; small numbers hidden.

    Keys are code and both titles; columns `kinds` are NONE (not recalled), OPEN (recalled, not
    settled yet) and kinds of outcome.
    """
    lines: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for code, title, english, kind, number in _rows(_GROUNDS, counties=list(counties)):
        lines[code, title, english][kind] = number
    kinds = sorted({kind for row in lines.values() for kind in row})
    table = [[row.get(kind, 0) for kind in kinds] for row in lines.values()]
    return {"keys": [*lines], "kinds": kinds, "rows": hide_small(table)[:-1] if table else []}


def sources(counties: set[int]) -> list[tuple[str, int, int]]:
    """Answer (practice, nominations with a signal of it, of these recalled); "" is none at all."""
    return [(row[0], row[1], row[2]) for row in _rows(_SOURCES, counties=list(counties))]


def times(counties: set[int]) -> dict[str, tuple[int, float, float]]:
    """Answer for each step how many went through it, and in how many days half and nine in ten."""
    day = 86_400
    return {
        name: (number, half.total_seconds() / day, most.total_seconds() / day)
        for name, number, half, most in _rows(_TIMES, counties=list(counties), cut="infinity")
    }


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
