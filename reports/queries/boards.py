"""What stands today over all campaigns of some counties: by year, county, person, ground, source.

`standing` has the columns that the register's conditions read (reports.queries.standing), but from
the state of each row instead of its steps: as of now both say the same, and a test says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cadres.enums import Level, StaffKind
from reports.queries import tallies
from reports.queries.covering import hide_small, tables
from reports.queries.register import ALL
from reports.queries.tallies import BAND, BEGUN, CODES, FAIR, OPEN, STANDING, STEPS, TOOK
from schemes.models import Ground
from units.enums import UnitKind

__all__ = ["BEGUN", "FAIR", "OPEN", "STEPS"]
REST = "rest"  # rows of few people, put together
# How many ended before `cut`, then in how many days half of them and nine in ten.
TIMES = ",\n  ".join(
    f"count(*) FILTER (WHERE {last} >= {first} AND {last} < %(cut)s) AS {name}_n,"
    " percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP"
    f" (ORDER BY date_part('epoch', {last} - {first}) / 86400)"
    f" FILTER (WHERE {last} >= {first} AND {last} < %(cut)s) AS {name}_days"
    for name, (first, last) in STEPS.items()
)
_DAY = 86_400_000_000  # microseconds
_IDS = {
    column: f"""WITH {STANDING.format(of="county_id = ANY(%(counties)s)")}
SELECT id, {", ".join(f"coalesce({ALL[code].condition}, false)" for code in OPEN)}
FROM standing WHERE {column} = %(value)s
"""  # noqa: S608 - as above
    for column in ("year", "county_id")
}
_TOOK = {
    name: f"""WITH {STANDING.format(of="county_id = ANY(%(counties)s)")}
SELECT id, {TOOK.format(first=first, last=last)} AS took FROM standing WHERE {last} >= {first}
ORDER BY took DESC, id DESC
"""  # noqa: S608 - as above
    for name, (first, last) in STEPS.items()
}
_PEOPLE = f"""
WITH people AS (
  SELECT p.sex, p.level, p.staff_kind, u.kind,
    {BAND.format(born="p.born_on", on="%(on)s::date")} AS age, count(*) AS n
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
    `times` step → (how many, days of half, days of nine in ten), `sources` (practice, nominations
    with a signal of it, of these recalled) where "" is none at all.
    """

    cuts: dict[str, dict[Any, dict[str, int]]]
    grounds: dict[tuple[Any, ...], dict[str, int]]
    times: dict[str, tuple[int, float, float]]
    sources: list[tuple[str, int, int]]


def count(counties: set[int]) -> Counted:
    """Answer figures of all that was ever submitted, as of now, in three queries at most.

    The total, years and counties have `units` that named somebody too, which cannot be added up.
    """
    return put_together(tallies.of(counties))


def put_together(held: list[tuple[int, int | None, tallies.Tally]]) -> Counted:
    """Answer the figures of campaigns, each with its county and year."""
    return Counted(_cuts(held), _grounds(held), _times(held), _sources(held))


def _cuts(held: list[tuple[int, int | None, tallies.Tally]]) -> dict[str, dict[Any, Any]]:
    lines: dict[tuple[str, Any], list[int]] = defaultdict(lambda: [0] * len(CODES))
    units: dict[tuple[str, Any], set[int]] = defaultdict(set)
    lines["total", None] = [0] * len(CODES)
    for county, year, tally in held:
        places = [("total", None), ("year", year), ("county_id", county)]
        for place in places if tally.units else ():
            units[place].update(tally.units)
            _add(lines[place], tally.cells["total"][""])
        for name in FAIR:
            for value, line in tally.cells[name].items():
                _add(lines[name, value], line)
    table: dict[str, dict[Any, dict[str, int]]] = defaultdict(dict)
    for (name, value), line in lines.items():
        table[name][value] = dict(zip(CODES, line, strict=True))
    for (name, value), named in units.items():
        table[name][value]["units"] = len(named)
    return table


def _add(line: list[int], more: list[int]) -> None:
    line[:] = map(int.__add__, line, more)


def _grounds(
    held: list[tuple[int, int | None, tallies.Tally]],
) -> dict[tuple[Any, ...], dict[str, int]]:
    told: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _county, _year, tally in held:
        for ground, became, number in tally.grounds:
            told[ground][became] += number
    names = Ground.objects.filter(pk__in=told).order_by("position", "code", "title", "title_en")
    rows = names.values_list("pk", "position", "code", "title", "title_en")
    lines: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pk, *name in rows:
        for became, number in told[pk].items():
            lines[tuple(name)][became] += number
    return dict(lines)


def _times(
    held: list[tuple[int, int | None, tallies.Tally]],
) -> dict[str, tuple[int, float, float]]:
    told = {}
    for name in STEPS:
        took: list[int] = []
        for *_place, tally in held:
            took.extend(tally.days.get(name, ()))
        took.sort()  # sorted runs, one of each campaign, are merged
        if took:
            told[name] = (len(took), _within(took, 0.5), _within(took, 0.9))
    return told


def _within(took: list[int], share: float) -> float:
    """Answer in how many days a share of them ended, between two as percentile_cont does."""
    place, over = divmod(share * (len(took) - 1), 1)
    first = took[int(place)]
    return (first + over * (took[min(int(place) + 1, len(took) - 1)] - first)) / _DAY


def _sources(held: list[tuple[int, int | None, tallies.Tally]]) -> list[tuple[str, int, int]]:
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for *_place, tally in held:
        for practice, *numbers in tally.sources:
            _add(told[practice], numbers)
    rows = [(practice, named, recalled) for practice, (named, recalled) in told.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def times_of(row: dict[str, Any]) -> dict[str, tuple[int, float, float]]:
    """Answer a row of `TIMES` by step, those that nobody went through left out."""
    return {name: (row[f"{name}_n"], *row[f"{name}_days"]) for name in STEPS if row[f"{name}_n"]}


def ids(counties: set[int], *, column: str, value: int) -> list[tuple[Any, ...]]:
    """Answer of each nomination of a year or county its id, and which of `OPEN` count it."""
    return _rows(_IDS[column], counties=list(counties), value=value)


def took(counties: set[int], *, step: str) -> list[tuple[int, float]]:
    """Answer (id, days) of each nomination that went through a step, the longest first.

    :raises KeyError: there is no such step
    """
    rows = _rows(_TOOK[step], counties=list(counties))
    return [(pk, microseconds / _DAY) for pk, microseconds in rows]


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
