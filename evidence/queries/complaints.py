"""Shares of complaints: exact against the line, rounded only to be shown."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Cadre
from evidence.enums import ComplaintFinding, CountRule, LineMeasure
from evidence.models import Complaint, ComplaintLine, ComplaintPlan, ServedCount
from evidence.queries import protections

CENT = Decimal("0.01")
COUNTED = (ComplaintFinding.TRUE, ComplaintFinding.PARTLY)


@dataclass
class Standing:
    """One person under a plan. `why` says why there is no share."""

    cadre: Cadre
    applicants: int | None
    source: str
    rows: list[Complaint]
    counted: int
    share: Decimal | None
    why: str = ""


@dataclass
class Named:
    """One person at the strongest line reached under one ground."""

    standing: Standing
    line: ComplaintLine
    counted: int
    share: Decimal
    said: str
    left_out: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


def counted(plan: ComplaintPlan, rows: list[Complaint], kind: str = "") -> list[Complaint]:
    """Answer the complaints that count: of the kind, as the rule says, each applicant once."""
    seen: set[str] = set()
    found = []
    for row in rows:
        if (kind and row.kind != kind) or row.applicant in seen:
            continue
        if plan.counts == CountRule.SUBSTANTIATED and row.finding not in COUNTED:
            continue
        if row.applicant:
            seen.add(row.applicant)
        found.append(row)
    return found


def share(number: int, applicants: int) -> Decimal:
    """Answer a percentage with two places, half up; only to be shown, never compared."""
    return (Decimal(number) * 100 / applicants).quantize(CENT, ROUND_HALF_UP)


def standings(plan: ComplaintPlan, cadre: Any = None) -> list[Standing]:
    """Answer everybody with a number of applicants or a complaint, by name."""
    served = ServedCount.objects.filter(plan=plan)
    complaints = Complaint.objects.filter(plan=plan).order_by("on", "pk")
    if cadre is not None:
        served, complaints = served.filter(cadre=cadre), complaints.filter(cadre=cadre)
    held = {row.cadre_id: row for row in served}
    rows: dict[int, list[Complaint]] = {}
    for row in complaints:
        rows.setdefault(row.cadre_id, []).append(row)
    people = Cadre.objects.select_related("unit").filter(pk__in={*held, *rows})
    return [
        _standing(plan, one, held.get(one.pk), rows.get(one.pk, []))
        for one in people.order_by("name", "pk")
    ]


def _standing(
    plan: ComplaintPlan, cadre: Cadre, held: ServedCount | None, rows: list[Complaint]
) -> Standing:
    number = len(counted(plan, rows))
    applicants = held.applicants if held else None
    one = Standing(cadre, applicants, held.source if held else "", rows, number, None)
    if applicants is None:
        one.why = _("没有办事人数，不计算占比")
    elif applicants < plan.smallest:
        one.why = _("办事人数不足 %(n)s，不计算占比") % {"n": plan.smallest}
    elif number > applicants:
        one.why = _("投诉多于办事人数，请核对")
    else:
        one.share = share(number, applicants)
    return one


def candidates(plan: ComplaintPlan, *, on: date) -> list[Named]:
    """Answer whom a line names, the strongest line for each ground, and who is left out."""
    lines = list(plan.lines.select_related("ground"))
    lines.sort(key=lambda line: (line.measure == LineMeasure.PROPOSE, line.percent), reverse=True)
    found = []
    for one in standings(plan):
        taken: set[int] = set()
        for line in lines if one.share is not None else []:
            named = _named(plan, one, line)
            if named is not None and line.ground_id not in taken:
                taken.add(line.ground_id)
                found.append(named)
    spans = protections.of(one.standing.cadre.pk for one in found)
    for named in found:
        pk = named.standing.cadre.pk
        kept = protections.at(spans, pk, plan.from_on, max(on, plan.until_on))
        if kept is not None:
            sentence = _("统计期内或现在处于保护期（%(kind)s）")
            named.left_out = sentence % {"kind": kept.get_kind_display()}
    return found


def _named(plan: ComplaintPlan, one: Standing, line: ComplaintLine) -> Named | None:
    rows, applicants = counted(plan, one.rows, line.kind), one.applicants or 0
    if len(rows) * 100 < line.percent * applicants:
        return None
    told = share(len(rows), applicants)
    what = line.get_kind_display() if line.kind else "各类问题"
    said = (
        f"{applicants} 名办事人中 {len(rows)} 人反映{what}，占 {told:f}%，"
        f"达到 {line.percent:f}% 的{line.get_measure_display()}线"
    )
    return Named(one, line, len(rows), told, said, rows=lines(one, rows))


def lines(one: Standing, rows: list[Complaint]) -> list[dict[str, str]]:
    """Answer the rows as the person will read them: months, so that no day tells who complained."""
    first = {"label": f"办事人数（{one.source}）", "value": str(one.applicants), "on": ""}
    return [first] + [
        {
            "label": f"{row.get_kind_display()}（{row.get_channel_display()}，{row.on:%Y-%m}）",
            "value": str(row.get_finding_display()),
            "on": "",
        }
        for row in rows
    ]
