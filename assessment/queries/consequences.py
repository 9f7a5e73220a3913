"""What a decision would bring about, and when: dated lines from the campaign's scheme.

Sources: domain reference 2.11 (time limits), 3.1 arts. 11 and 84 (pay). Nothing is decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import LEAVING, MOVING, Approver, Consequence, OutcomeKind, Route
from assessment.queries import gate, remedies
from core import dates
from schemes.enums import Exposure
from schemes.queries import parameters

_FEN = 100  # of a yuan
# What changes a post or a rank; the last three were practised and never lawful.
_POSTS = (
    *MOVING,
    *LEAVING,
    OutcomeKind.STANDBY,
    OutcomeKind.REDUCE_GRADE,
    OutcomeKind.SECOND_LINE,
    OutcomeKind.NON_LEADING,
)


@dataclass(frozen=True)
class Line:
    """One consequence. Both days are in; `fen` is what the person gets less, None = not told.

    `cost` is what the county spends, in fen; 0 where the scheme enters no cost. With
    `waits_until_on` the line has no days of its own: it holds from the meeting that carries it
    out, if the condition was broken by that last day.
    """

    kind: Consequence
    what: str
    from_on: date
    until_on: date | None
    basis: str
    who: str
    fen: int | None = 0
    cost: int = 0
    waits_until_on: date | None = None


def of_recall(campaign: Any, *, on: date) -> list[Line]:
    """Answer what follows if a recall is decided on a day, in the order of the days."""
    given = parameters.whole(campaign.scheme_version.parameters)
    scheme = str(campaign.scheme_version.scheme)
    served = dates.add_working_days(on, campaign.serve_days)
    stages = list(_stages(given, campaign, scheme, served))
    first, last = stages[0].from_on, _end(stages[-1])
    assessed = dates.add_working_days(last, given["assess_days"])
    decided = dates.add_calendar_days(assessed, given["outcome_days"])
    until = dates.add_calendar_days(served, campaign.objection_days)
    step = Consequence.STEP
    lines = [
        Line(step, _("送达召回通知书"), on, served, scheme, _("县级管理员或核实人")),
        Line(Consequence.REMEDY, _("本人提出异议"), served, until, scheme, _("本人")),
        *_notice(given, scheme, served),
        *stages,
        Line(step, _("综合考核"), last, assessed, scheme, _("班主任")),
        Line(step, _("决定结果"), assessed, decided, scheme, _("决定人")),
        *_money(given, first, last),
        _ban(served, decided, scheme),
        *_visits(given, decided, scheme),
    ]
    return _in_order(lines)


def of_outcome(row: gate.Ruling, campaign: Any, authority: str, *, on: date) -> list[Line]:
    """Answer what follows if an outcome is decided on a day, in the order of the days.

    One that the law refuses was decided as practised: its basis is the scheme, its remedy the
    objection, and who manages the cadre approves it.
    """
    given = parameters.whole(campaign.scheme_version.parameters)
    scheme = str(campaign.scheme_version.scheme)
    basis = _("、").join(gate.spoken(name) for name in row.basis) or scheme
    way = Route(row.route or Route.OBJECTION)
    served = dates.add_working_days(on, row.serve_days or campaign.serve_days)
    until = dates.add_calendar_days(served, remedies.days(way, campaign.objection_days))
    approver = str(Approver(gate.reaching(row, authority)).label)
    step, route = Consequence.STEP, str(way.label)
    lines = [
        Line(step, _("批准"), on, on, basis, approver),
        Line(step, _("送达结果文书"), on, served, basis, _("县级管理员或班主任")),
        Line(Consequence.REMEDY, route, served, until, basis, _("本人")),
        *_post(row.kind, on, basis),
    ]
    if row.kind not in (*LEAVING, OutcomeKind.REFER):
        lines += [_ban(on, on, scheme), *_visits(given, on, scheme)]
    if "notice_30_days" in {one.code for one in row.conditions}:
        latest = on - timedelta(days=30)
        lines.append(Line(step, _("最迟书面通知本人"), latest, latest, basis, approver))
    if row.months:
        end = dates.add_months(on, row.months)
        lines.append(Line(Consequence.PRACTICE, _("最迟期满"), on, end, basis, _("带教人")))
    return _in_order(lines)


def total(lines: list[Line]) -> int | None:
    """Answer in fen what the person gets less in all, None if an amount is not told."""
    amounts = [line.fen for line in lines]
    return None if None in amounts else sum(fen for fen in amounts if fen)


def cost(lines: list[Line]) -> int:
    """Answer in fen what the county spends in all; 0 where the scheme enters no cost."""
    return sum(line.cost for line in lines)


def _stages(given: dict[str, Any], campaign: Any, scheme: str, served: date) -> Iterator[Line]:
    """Yield class and practice of each cycle, one after the other."""
    begin = dates.add_working_days(served, given["start_days"])
    share, rest = divmod(campaign.practice_months, given["cycles"])
    for cycle in range(given["cycles"]):
        end = begin + timedelta(days=given["class_days_max"] - 1)
        words = _("第%(n)s轮集中学习") % {"n": cycle + 1}
        spent = _spent(given, "cost_class_day", begin, end)
        yield Line(Consequence.CLASS, words, begin, end, scheme, _("班主任"), cost=spent)
        begin = end + timedelta(days=1)
        if months := share + (cycle < rest):
            end = dates.add_months(begin, months) - timedelta(days=1)
            words = _("第%(n)s轮实践锻炼") % {"n": cycle + 1}
            spent, who = _spent(given, "cost_practice_day", begin, end), _("接收单位和带教人")
            yield Line(Consequence.PRACTICE, words, begin, end, scheme, who, cost=spent)
            begin = end + timedelta(days=1)


def _spent(given: dict[str, Any], key: str, begin: date, end: date) -> int:
    """Answer in fen what a span costs: its own rate and the substitute's, for every day."""
    days = (end - begin).days + 1
    return int((given[key] + given["cost_substitute_day"]) * days * _FEN)


def _post(kind: str, on: date, basis: str) -> list[Line]:
    """Answer what becomes of the post, where the outcome changes it."""
    if kind not in _POSTS:
        return []
    label = str(OutcomeKind(kind).label)
    return [Line(Consequence.POST, label, on, None, basis, _("组织部门"))]


def _end(line: Line) -> date:
    return line.until_on or line.from_on


def _notice(given: dict[str, Any], scheme: str, served: date) -> list[Line]:
    if given["exposure"] == Exposure.NONE:
        return []
    until = dates.add_working_days(served, given["notice_days"])
    words, basis = str(Exposure(given["exposure"]).label), scheme
    if given["exposure"] == Exposure.PUBLIC:
        words, basis = given["exposure_what"] or words, given["exposure_basis"] or scheme
    return [Line(Consequence.NOTICE, words, served, until, basis, _("所在单位"))]


def _money(given: dict[str, Any], first: date, last: date) -> list[Line]:
    """Answer the lines of money; without basis and approver nothing is taken from anybody."""
    basis, approver = given["pay_basis"].strip(), given["pay_approver"].strip()
    named, money = bool(basis and approver), Consequence.MONEY
    lines = []
    if given["pay_on"] and named:
        what = given["pay_what"] or _("少发待遇")
        lines += [
            Line(money, what, day, until, basis, approver, _fen(given["pay_monthly"]))
            for day, until in _months(first, last)
        ]
    else:
        law = _("公务员法第八十四条")
        lines.append(Line(money, _("工资津贴照发"), first, last, law, _("财政部门")))
    if given["fee_on"] and named:
        what, fen = _("本人承担培训费用"), _fen(given["fee"])
        lines.append(Line(money, what, first, first, basis, approver, fen))
    else:
        law = _("公务员法第十一条")
        lines.append(Line(money, _("培训费用由公款承担"), first, last, law, _("组织部门")))
    return lines


def _fen(yuan: int) -> int | None:
    return yuan * _FEN if yuan else None


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the months of a span, each from the day on which it began."""
    count, day = 0, first
    while day <= last:
        count += 1
        after = dates.add_months(first, count)
        yield day, min(last, after - timedelta(days=1))
        day = after


def _ban(on: date, settled: date, scheme: str) -> Line:
    """Answer the ban on awards and promotion: to the end of the year of the outcome (石泉)."""
    words, until = _("不参加评先评优，不提拔"), date(settled.year, 12, 31)
    return Line(Consequence.BAN, words, on, until, scheme, _("组织部门"))


def _visits(given: dict[str, Any], on: date, scheme: str) -> list[Line]:
    months = [int(text) for text in re.findall(r"[0-9]{1,2}", given["track_months"])]
    days = [(number, dates.add_months(on, number)) for number in months]
    return [
        Line(Consequence.VISIT, _("第%(n)s个月回访") % {"n": n}, day, day, scheme, _("组织部门"))
        for n, day in days
    ]


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.from_on, line.until_on or date.max))
