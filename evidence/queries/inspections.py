"""Inspection findings: lists, the counts of a year by month and by unit, whom a finding names."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from core.dates import legal_day
from evidence.enums import InspectionOutcome, InspectionState
from evidence.models import InspectionFinding
from evidence.queries import protections

_CLOSED = Q(closed_at__isnull=False)
STATES = {
    InspectionState.DRAFT: Q(sent_at=None),
    InspectionState.SENT: Q(sent_at__isnull=False, answered_at=None, closed_at=None),
    InspectionState.ANSWERED: Q(answered_at__isnull=False, closed_at=None),
    InspectionState.CLOSED: _CLOSED,
}
OPEN = "OPEN"


@dataclass
class Counts:
    """How many findings the units were told of, and what became of them."""

    found: int = 0
    confirmed: int = 0
    corrected: int = 0
    not_confirmed: int = 0
    pending: int = 0


_COUNTED = {
    "found": Count("pk"),
    "confirmed": Count("pk", filter=Q(outcome=InspectionOutcome.CONFIRMED)),
    "corrected": Count("pk", filter=Q(outcome=InspectionOutcome.CORRECTED)),
    "not_confirmed": Count("pk", filter=Q(outcome=InspectionOutcome.NOT_CONFIRMED)),
    "pending": Count("pk", filter=~_CLOSED),
}
_NAMES = tuple(field.name for field in fields(Counts))


def listed(rows: QuerySet[InspectionFinding], **asked: Any) -> QuerySet[InspectionFinding]:
    """Narrow a list by state, outcome (OPEN: none yet), source, inspection, unit, year, month.

    Who asks for a year or an outcome asks for a number of the figures: no drafts then.
    """
    if asked.get("state") in STATES:
        rows = rows.filter(STATES[asked["state"]])
    for name in ("source", "inspection", "unit"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if asked.get("year"):
        rows = rows.filter(seen_on__year=asked["year"], sent_at__isnull=False)
    if asked.get("month"):
        rows = rows.filter(seen_on__month=asked["month"])
    if outcome := asked.get("outcome"):
        told = Q(closed_at=None, sent_at__isnull=False)
        rows = rows.filter(told if outcome == OPEN else Q(outcome=outcome))
    return rows.order_by("-seen_on", "-pk")


def years(rows: QuerySet[InspectionFinding]) -> list[int]:
    """Answer the years in which something was found, newest first."""
    told = rows.filter(sent_at__isnull=False).order_by()
    return sorted(set(told.values_list(ExtractYear("seen_on"), flat=True)), reverse=True)


def by_month(rows: QuerySet[InspectionFinding], *, year: int) -> dict[int, Counts]:
    """Answer all twelve months of a year; a month in which nothing was found counts zero."""
    told = rows.filter(sent_at__isnull=False, seen_on__year=year).order_by()
    found: Any = told.values(month=ExtractMonth("seen_on")).annotate(**_COUNTED)
    held = {row["month"]: Counts(*(row[name] for name in _NAMES)) for row in found}
    return {month: held.get(month, Counts()) for month in range(1, 13)}


def by_unit(rows: QuerySet[InspectionFinding], *, year: int) -> list[dict[str, Any]]:
    """Answer unit, name and counts of every unit with a finding in the year, most first."""
    told = rows.filter(sent_at__isnull=False, seen_on__year=year).order_by()
    found: Any = told.values("unit", name=Min("unit__name")).annotate(**_COUNTED)
    return [
        {
            "unit": row["unit"],
            "name": row["name"],
            "counts": Counts(*(row[name] for name in _NAMES)),
        }
        for row in found.order_by("-found", "name", "unit")
    ]


@dataclass
class Named:
    """A person of a finding: how often a finding on them was confirmed, why they are left out."""

    cadre: Any
    times: int
    said: str
    left_out: str


def named(finding: InspectionFinding) -> list[Named]:
    """Answer the people of a finding, with the sentence that their signal would say.

    `times` counts confirmed findings of the same calendar year that name the person; who was
    protected on the day (ill, on maternity leave …) is left out.
    """
    people = list(finding.people.select_related("cadre").order_by("cadre__name", "pk"))
    keys = [row.cadre_id for row in people]
    day = finding.seen_on
    kept = protections.within(keys, first=day, last=day)
    counted = (
        InspectionFinding.objects.filter(
            people__cadre__in=keys, seen_on__year=day.year, outcome=InspectionOutcome.CONFIRMED
        )
        .order_by()
        .values("people__cadre")
        .annotate(n=Count("pk"))
    )
    times = {row["people__cadre"]: row["n"] for row in counted}
    return [
        Named(row.cadre, n, _sentence(finding, n), kept.get(row.cadre_id, ""))
        for row in people
        for n in [times.get(row.cadre_id, 0)]
    ]


def _sentence(finding: InspectionFinding, times: int) -> str:
    day = f"{finding.seen_on.year}年{finding.seen_on.month}月{finding.seen_on.day}日"
    how = str(finding.get_source_display())
    return f"{day}{how}发现问题，经认定属实；{finding.seen_on.year}年内共 {times} 次"


def lines(finding: InspectionFinding) -> list[dict[str, str]]:
    """Answer what stands behind a signal: what was seen, what the unit answered, what was found."""
    answer = finding.answer or "期限内未答复"
    answered = _day(finding.answered_at or finding.sent_at)
    return [
        {
            "label": f"发现（{finding.place}）：{finding.seen}",
            "value": "",
            "on": finding.seen_on.isoformat(),
        },
        {"label": f"单位答复：{answer}", "value": "", "on": answered},
        {
            "label": f"认定：{finding.get_outcome_display()}。{finding.opinion}",
            "value": "",
            "on": _day(finding.closed_at),
        },
    ]


def _day(at: Any) -> str:
    return legal_day(at).isoformat() if at else ""


def is_late(finding: InspectionFinding, *, on: date) -> bool:
    """Answer whether the unit owes an answer that is over its term."""
    return (
        finding.answered_at is None
        and finding.closed_at is None
        and finding.answer_due_on is not None
        and finding.answer_due_on < on
    )
