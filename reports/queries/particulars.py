"""What a summary tells beside the funnel, of some campaigns and as of a day.

Times from act to act, remedies, signals, repeats, what was paid less, what became of each ground
and level, and the years before. Everything is read from dated rows, as in standing.py.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from assessment.enums import PayKind
from assessment.models import PayChange, PayEffect
from assessment.queries import pay
from core.dates import ZONE
from recall.models import Campaign
from reports.queries import standing
from reports.queries.boards import BEGUN, STEPS, TIMES, times_of
from reports.queries.standing import STANDING, end_of, rows

Counts = dict[str, int]
_BECAME = "coalesce(s.outcome, CASE WHEN s.state = 'APPROVED' THEN 'OPEN' ELSE 'NONE' END)"

_TIMES = f"""
WITH times AS (
  SELECT n.submitted_at, n.verified_at, n.decided_at, r.served_at, begun.at AS begun_at,
    o.decided_at AS settled_at
  FROM recall_nomination n
  LEFT JOIN recall_case k ON k.nomination_id = n.id
  LEFT JOIN recall_servicereceipt r ON r.case_id = k.id
  LEFT JOIN ({BEGUN}) begun ON begun.row_id = k.id
  LEFT JOIN assessment_outcome o ON o.case_id = k.id
  WHERE n.campaign_id = ANY(%(campaigns)s) AND n.submission_count > 0
)
SELECT {TIMES} FROM times
"""  # noqa: S608 - put together from our own parts, values are bound
_APPEALS = """
SELECT a.remedy, coalesce(step.after, 'FILED') AS state, count(*) AS n
FROM assessment_appeal a JOIN recall_case k ON k.id = a.case_id
LEFT JOIN LATERAL (
  SELECT s.after FROM assessment_appealstep s
  WHERE s.row_id = a.id AND s.at < %(cut)s ORDER BY s.at DESC, s.id DESC LIMIT 1
) step ON true
WHERE k.campaign_id = ANY(%(campaigns)s) AND a.filed_at < %(cut)s GROUP BY 1, 2
"""
_SOURCES = f"""{STANDING}
SELECT coalesce(e.practice, '') AS practice, count(DISTINCT s.id) AS nominated,
  count(DISTINCT s.id) FILTER (WHERE s.state = 'APPROVED') AS recalled
FROM standing s
LEFT JOIN recall_takensignal t ON t.nomination_id = s.id
LEFT JOIN evidence_signal e ON e.id = t.signal_id
GROUP BY 1 ORDER BY 2 DESC, 1
"""  # noqa: S608 - put together from our own parts, values are bound
_REPEATS = f"""{STANDING}, again AS (
  SELECT s.id, (
    SELECT count(*) FROM recall_case e
    WHERE e.cadre_id = s.cadre_id AND e.opened_at < k.opened_at AND NOT EXISTS (
      SELECT 1 FROM recall_casestep r
      WHERE r.row_id = e.id AND r.move = 'revoke' AND r.at < %(cut)s)
  ) AS before
  FROM standing s JOIN recall_case k ON k.id = s.case_id WHERE s.state = 'APPROVED')
SELECT least(before, 2) AS before, count(*) AS n FROM again GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - as above
_SPREAD = f"""{STANDING}
SELECT g.code, g.title, g.title_en, {_BECAME} AS became, count(DISTINCT s.id) AS n
FROM standing s
JOIN recall_fact f ON f.nomination_id = s.id
JOIN schemes_ground g ON g.id = f.ground_id
GROUP BY g.id, 4 ORDER BY g.position, g.code, 4
"""  # noqa: S608 - as above
_BY_LEVEL = f"""{STANDING}
SELECT s.level, {_BECAME} AS became, count(*) AS n FROM standing s GROUP BY 1, 2
"""  # noqa: S608 - as above
REPEATS = ("first_recall", "second_recall", "later_recall")


@dataclass(frozen=True)
class Withheld:
    """Of one kind of pay: how many people got less, and how much in all, in fen."""

    kind: str
    people: int
    fen: int


@dataclass(frozen=True)
class Particulars:
    """Of some campaigns on a day; see the register for what each one means."""

    times: dict[str, tuple[int, float, float]]  # step → how many; days within which half, 9 of 10
    appeals: dict[str, Counts]  # remedy → state → appeals
    sources: list[tuple[str, int, int]]  # practice or "" → nominated, of these recalled
    repeats: Counts
    withheld: list[Withheld]
    spread: dict[tuple[str, str, str], Counts]  # ground (code, both titles) → what became of it
    became: dict[str, Counts]  # level → what became of it
    years: dict[int, Counts]  # year of the launch → funnel, of all campaigns of these counties

    def plain(self) -> dict[str, Any]:
        """Answer it as JSON can hold it."""
        told = asdict(self)
        return told | {"spread": {key[0]: value for key, value in self.spread.items()}}


def launched(counties: Iterable[int], *, as_of: date) -> dict[int, int]:
    """Answer the year of each campaign that some counties had launched by the end of a day."""
    begun = Campaign.objects.filter(county__in=list(counties), launched_at__lt=end_of(as_of))
    days = begun.values_list("pk", "launched_at")
    return {pk: at.astimezone(ZONE).year for pk, at in days if at}


def compute(campaigns: Iterable[int], ever: Iterable[int], *, as_of: date) -> Particulars:
    """Answer the particulars of some campaigns, and the years of those that there were `ever`."""
    held = list(campaigns)
    repeats = {row["before"]: row["n"] for row in rows(_REPEATS, held, as_of)}
    return Particulars(
        times=_times(held, as_of),
        appeals=_table(_APPEALS, "remedy", "state", held, as_of),
        sources=[tuple(row.values()) for row in rows(_SOURCES, held, as_of)],  # type: ignore[misc]
        repeats={code: repeats.get(n, 0) for n, code in enumerate(REPEATS)},
        withheld=withheld(PayEffect.objects.filter(case__campaign__in=held), as_of=as_of),
        spread=_spread(held, as_of),
        became=_table(_BY_LEVEL, "level", "became", held, as_of),
        years=_years(ever, as_of),
    )


def _times(campaigns: list[int], as_of: date) -> dict[str, tuple[int, float, float]]:
    found = times_of(rows(_TIMES, campaigns, as_of)[0])
    return {name: found.get(name, (0, 0.0, 0.0)) for name in STEPS}


def _table(
    query: str, first: str, second: str, campaigns: list[int], as_of: date
) -> dict[str, Counts]:
    told: dict[str, Counts] = defaultdict(dict)
    for row in rows(query, campaigns, as_of):
        told[row[first]][row[second]] = row["n"]
    return dict(told)


def _spread(campaigns: list[int], as_of: date) -> dict[tuple[str, str, str], Counts]:
    told: dict[tuple[str, str, str], Counts] = defaultdict(dict)
    for row in rows(_SPREAD, campaigns, as_of):
        told[row["code"], row["title"], row["title_en"]][row["became"]] = row["n"]
    return dict(told)


def withheld(effects: QuerySet[PayEffect], *, as_of: date) -> list[Withheld]:
    """Answer what was paid less up to and with the month of the day, as was known on it."""
    cut, until = end_of(as_of), pay.after(pay.month_of(as_of))
    known = Prefetch("changes", PayChange.objects.filter(at__lt=cut))
    held = effects.filter(ordered_at__lt=cut).select_related("case").prefetch_related(known)
    people: dict[str, set[int]] = defaultdict(set)
    total: dict[str, int] = defaultdict(int)
    for effect in held:
        if fen := pay.taken(effect, until):
            people[effect.kind].add(effect.case.cadre_id)
            total[effect.kind] += fen
    return [
        Withheld(kind, len(people[kind]), total[kind]) for kind in PayKind.values if people[kind]
    ]


def _years(campaigns: Iterable[int], as_of: date) -> dict[int, Counts]:
    found = standing.funnel(campaigns, as_of)["year"]
    return {year: found[year] for year in sorted(found)}
