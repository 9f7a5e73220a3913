"""All figures of one campaign as of a day, every one from the register's single definition."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from cadres.enums import Level, StaffKind
from recall.models import Campaign, CampaignGround
from recall.queries import compliance
from reports.queries import programme, standing, unit_rows
from reports.queries.register import (
    FUNNEL,
    PARTITIONS,
    QUOTA_PARTITION,
    REPORTING_PARTITION,
    Partition,
)
from schemes.models import Ground
from schemes.queries import parameters
from units.enums import UnitKind

OUTCOME_CODES = {
    "RETURN": "returned_to_post",
    "STAY": "stayed",
    "PRACTICE": "practice_continued",
    "MENTORING": "mentored",
    "TRANSFER": "transferred",
    "REMOVE": "removed",
    "DEMOTE": "demoted",
    "REDUCE_GRADE": "grade_reduced",
    "STANDBY": "standby",
    "DISMISS": "dismissed",
    "TERMINATE": "terminated",
    "SECOND_LINE": "second_line",
    "NON_LEADING": "non_leading_post",
    "RETIRE": "retired",
    "REFER": "referred",
}

Counts = dict[str, int]
EMPTY: Counts = {figure.code: 0 for figure in FUNNEL}


@dataclass(frozen=True)
class UnitFigures:
    """One unit over all rounds: its funnel, and in how many rounds it was zero, late, silent."""

    name: str
    leads: bool
    counts: Counts
    zero_rounds: list[int]
    late_rounds: list[int]
    missing_rounds: list[int]


@dataclass(frozen=True)
class Figures:
    """The funnel in every cut, reporting by round, measures, outcomes and class shape."""

    as_of: date
    total: Counts
    rounds: dict[int, Counts]
    levels: dict[str, Counts]
    staff_kinds: dict[str, Counts]
    unit_kinds: dict[str, Counts]
    round_levels: dict[str, Counts]  # "1 ORDINARY": one round's level
    grounds: list[dict[str, Any]]
    units: list[UnitFigures]
    reporting: dict[int, Counts]
    measures: Counts
    outcomes: Counts
    programme: Counts
    quota: Counts  # empty without a quota


def content_hash(*told: dict[str, Any]) -> str:
    """Answer the sha256 over every figure, so that two prints can be told apart."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Broken:
    """A partition that does not sum: where, which total, and what its parts are."""

    cut: str
    total: str
    expected: int
    parts: Counts

    @property
    def actual(self) -> int:
        return sum(self.parts.values())


def compute(campaign: Campaign, *, as_of: date) -> Figures:
    """Answer every figure of a campaign at the end of a day, in a fixed number of queries."""
    only = (campaign.pk,)
    funnel = standing.funnel(only, as_of)
    reports = compliance.reports(campaign, on=as_of)
    numbers = sorted({r.round.number for r in reports} | set(funnel["round"]))
    return Figures(
        as_of=as_of,
        total=funnel["total"].get(None, EMPTY),
        rounds={number: funnel["round"].get(number, EMPTY) for number in numbers},
        levels={level: funnel["level"].get(level, EMPTY) for level in Level.values},
        staff_kinds=_in_order(funnel["staff_kind"], StaffKind.values),
        unit_kinds=_in_order(funnel["unit_kind"], UnitKind.values),
        round_levels={
            f"{number} {level}": funnel["round_level"].get((number, level), EMPTY)
            for number in numbers
            for level in Level.values
        },
        grounds=_grounds(campaign, as_of),
        units=_units(reports, funnel["unit_id"]),
        reporting={number: _reporting(reports, number) for number in numbers},
        measures=standing.measures(only, as_of),
        outcomes=standing.outcomes(only, as_of),
        programme=programme.shape(campaign.pk, as_of),
        quota=_quota(campaign, funnel["unit_id"]),
    )


def _in_order(counts: dict[str, Counts], order: list[str]) -> dict[str, Counts]:
    return {key: counts[key] for key in sorted(counts, key=order.index)}


def _grounds(campaign: Campaign, as_of: date) -> list[dict[str, Any]]:
    cited = standing.grounds((campaign.pk,), as_of)
    used = CampaignGround.objects.filter(campaign=campaign).values("ground")
    rows = Ground.objects.filter(Q(pk__in=used) | Q(pk__in=list(cited)))
    return [
        {
            "code": ground.code,
            "title": ground.title,
            "title_en": ground.title_en,
            "provenance": ground.provenance,
            "counts": cited.get(ground.pk, EMPTY),
        }
        for ground in rows.order_by("position", "code")
    ]


def _units(reports: list[compliance.UnitReport], counts: dict[int, Counts]) -> list[UnitFigures]:
    """Answer one row a due unit. A unit that nominated without being due breaks a partition."""
    table: dict[int, list[compliance.UnitReport]] = {}
    for report in reports:
        table.setdefault(report.unit.pk, []).append(report)
    return [
        UnitFigures(
            name=rows[0].unit.name,
            leads=rows[0].leads,
            counts=counts.get(pk, EMPTY),
            zero_rounds=[r.round.number for r in rows if r.is_zero],
            late_rounds=[r.round.number for r in rows if r.is_late],
            missing_rounds=[r.round.number for r in rows if r.reported_on is None],
        )
        for pk, rows in table.items()
    ]


def _quota(campaign: Campaign, counts: dict[int, Counts]) -> Counts:
    """Answer how many were recalled within the quota of their unit, and how many beyond it."""
    rule = campaign.scheme_version.parameters
    if not rule["quota_on"]:
        return {}
    sizes = dict(campaign.campaign_units.values_list("unit_id", "size"))
    recalled = {pk: row["recalled"] for pk, row in counts.items()}
    within = sum(
        min(number, parameters.quota(rule, sizes.get(pk) or 0)) for pk, number in recalled.items()
    )
    beyond = sum(recalled.values()) - within
    return {"recalled_by_quota": within, "recalled_beyond_quota": beyond}


def _reporting(reports: list[compliance.UnitReport], number: int) -> Counts:
    rows = [r for r in reports if r.round.number == number]
    return {code: sum(map(is_counted, rows)) for code, is_counted in unit_rows.REPORTING.items()}


def partitions(figures: Figures) -> list[Broken]:
    """Answer every partition that does not sum. None is ever smoothed."""
    cuts = {"total": figures.total}
    cuts |= {f"round_{number}": counts for number, counts in figures.rounds.items()}
    cuts |= {f"level_{level}": counts for level, counts in figures.levels.items()}
    broken = [b for cut, counts in cuts.items() for p in PARTITIONS for b in _check(cut, counts, p)]
    for number, counts in figures.reporting.items():
        broken += _check(f"round_{number}", counts, REPORTING_PARTITION)
    if figures.quota:
        counts = {**figures.total, **figures.quota}
        broken += _check("total", counts, QUOTA_PARTITION)
    return broken + _across(figures)


def _check(cut: str, counts: Counts, partition: Partition) -> list[Broken]:
    parts = {code: counts[code] for code in partition.parts}
    if sum(parts.values()) == counts[partition.total]:
        return []
    return [Broken(cut, partition.total, counts[partition.total], parts)]


def _across(figures: Figures) -> list[Broken]:
    """Check that rounds, levels, units and kinds of outcome each add up to the total."""
    total = figures.total
    by_unit = {unit.name: unit.counts["nominated"] for unit in figures.units}
    groups = [
        ("by_round", "nominated", {str(n): c["nominated"] for n, c in figures.rounds.items()}),
        ("by_level", "nominated", {k: c["nominated"] for k, c in figures.levels.items()}),
        ("by_staff_kind", "nominated", {k: c["nominated"] for k, c in figures.staff_kinds.items()}),
        ("by_unit_kind", "nominated", {k: c["nominated"] for k, c in figures.unit_kinds.items()}),
        ("by_unit", "nominated", by_unit),
        ("by_outcome", "settled", figures.outcomes),
    ]
    return [
        Broken(cut, code, total[code], parts)
        for cut, code, parts in groups
        if sum(parts.values()) != total[code]
    ]


def flat(figures: Figures) -> dict[str, Any]:
    """Answer all figures under one name each, as `play` prints and a story expects them."""
    named: dict[str, Any] = {**figures.total, **figures.measures, **figures.programme}
    named |= figures.quota
    for number, counts in figures.rounds.items():
        named |= {f"{code}_round_{number}": n for code, n in counts.items()}
    for number, counts in figures.reporting.items():
        named |= {f"{code}_round_{number}": n for code, n in counts.items()}
    for level, counts in figures.levels.items():
        named |= {f"{level.lower()}_{code}": n for code, n in counts.items()}
    named["by_level"] = {k.lower(): c["recalled"] for k, c in figures.levels.items()}
    named["by_outcome"] = {OUTCOME_CODES[kind]: n for kind, n in figures.outcomes.items()}
    named["units_due"] = max((c["units_due"] for c in figures.reporting.values()), default=0)
    named["partitions_sum"] = not partitions(figures)
    return named
