"""What the sheet of reasons tells once an outcome is decided, and of money by date."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import translation

from assessment.enums import Consequence
from assessment.models import Outcome, OutcomeReceipt, PayEffect
from assessment.queries import consequences, gate, listing
from assessment.services import papers
from core import dates
from recall.models import Case, Nomination
from recall.services import reasons
from recall.services.reason_dates import line, signed
from training.models import Enrolment

SERVED, LAST_DAY = "结果文书送达", "对处理结果的救济末日"


def calendar(campaign: Any, on: date) -> dict[str, list[dict[str, str]]]:
    """Answer the calendar of a recall decided on a day: `money`, and `planned` class and practice.

    Each line has from, until, what, amount, basis, approver.
    """
    rows = consequences.of_recall(campaign, on=on)
    stages = (Consequence.CLASS, Consequence.PRACTICE)
    return {
        "money": _folded([row for row in rows if row.kind == Consequence.MONEY]),
        "planned": [_line(row) for row in rows if row.kind in stages],
    }


def _folded(rows: list[consequences.Line]) -> list[dict[str, str]]:
    """Answer months that follow each other and say the same as one line: nobody reads it six times.

    Each month's amount and the sum are told.
    """
    runs: list[list[consequences.Line]] = []
    for row in rows:
        following = next((run for run in runs if _goes_on(run[-1], row)), None)
        if following:
            following.append(row)
        else:
            runs.append([row])
    return [_run(run) for run in runs]


def _goes_on(last: consequences.Line, row: consequences.Line) -> bool:
    said = (last.what, last.fen, last.basis, last.who)
    follows = last.until_on and last.until_on + timedelta(days=1) == row.from_on
    return bool(follows) and said == (row.what, row.fen, row.basis, row.who)


def _run(run: list[consequences.Line]) -> dict[str, str]:
    """Answer one line for a run of months."""
    told = _line(run[0]) | {"until": _line(run[-1])["until"]}
    if len(run) > 1 and run[0].fen:
        told["amount"] = f"每月{_yuan(run[0].fen)}，{len(run)}个月共{_yuan(run[0].fen * len(run))}"
    return told


def _line(row: consequences.Line) -> dict[str, str]:
    return {
        "from": dates.cn(row.from_on),
        "until": dates.cn(row.until_on) if row.until_on else "",
        "what": row.what,
        "amount": _yuan(row.fen),
        "basis": row.basis,
        "approver": row.who,
    }


def _yuan(fen: int | None) -> str:
    if fen is None:
        return "金额未列明"
    return f"少得{fen // 100}.{fen % 100:02d}元" if fen else ""


@translation.override("zh-hans")  # the sheet is Chinese, whoever decides
def renew(outcome: Outcome, *, by: Any, at: datetime) -> None:
    """Make the next edition of the person's sheet, in the caller's transaction."""
    told = {"outcome": _reasons(outcome), "steps": _steps(outcome), "next": _next(outcome)}
    told["ordered"] = _ordered(outcome)
    reasons.make(outcome.case.nomination, by=by, at=at, after=told)


def _reasons(row: Outcome) -> dict[str, Any]:
    assessment = row.case.assessment
    votes = (row.agree_count, row.disagree_count, row.defer_count)
    return {
        "kind": str(row.get_kind_display()),
        "reason": row.reason,
        "basis": list(row.basis) or ["当时的召回办法"],
        **papers.suspended(row),
        "conditions": [gate.condition(code).sentence for code in row.conditions],
        "unavailable": row.gate_sentence if row.is_unavailable_under_law else "",
        "assessment": f"{'合格' if assessment.passed else '不合格'}，{assessment.total}分",
        "comment": assessment.comment,
        "meeting": row.meeting,
        "held_on": dates.cn(row.held_on),
        "due": row.due_count,
        "present": sum(votes),
        "agree": row.agree_count,
        "disagree": row.disagree_count,
        "defer": row.defer_count,
        "approver": str(row.get_approver_display()),
        "ends_on": dates.cn(row.ends_on) if row.ends_on else "",
        "effect_until_on": dates.cn(row.effect_until_on) if row.effect_until_on else "",
    }


def _steps(row: Outcome) -> list[dict[str, str]]:
    concluded_at = row.case.assessment.concluded_at
    told = _trained(row.case)
    if concluded_at:
        told.append(line("综合考核完成", dates.legal_day(concluded_at)))
    told.append(line("研究决定处理结果", row.held_on, row.meeting))
    latest = f"最迟{dates.cn(row.serve_until_on)}" if row.serve_until_on else ""
    told.append(line(SERVED, None, latest))
    said = "，".join(part for part in (_route(row), "自送达之日起算") if part)
    told.append(line(LAST_DAY, None, said))
    return told


@translation.override("zh-hans")
def since(nomination: Nomination) -> list[dict[str, str]]:
    """Answer the days that the newest outcome's paper made by reaching the person, none before.

    The sheet is as the outcome was decided; its page adds these, as it adds those of the notice.
    """
    rows = OutcomeReceipt.objects.filter(outcome__case__nomination=nomination)
    receipt = rows.select_related("outcome").order_by("-outcome").first()
    if receipt is None:
        return []
    return [
        line(SERVED, receipt.served_on, signed(receipt)),
        line(LAST_DAY, receipt.remedy_until_on, _route(receipt.outcome)),
    ]


def _next(row: Outcome) -> list[str]:
    by = f"{dates.cn(row.serve_until_on)}前，" if row.serve_until_on else ""
    route = f"（{_route(row)}）" if _route(row) else ""
    told = [
        f"{by}{papers.title(row)}送达您本人",
        f"对处理结果有不同意见的，可以自送达之日起在规定期限内提出{route}",
    ]
    if row.effect_until_on:
        only_if = "违反条件并经会议决定执行的，" if hasattr(row, "observation") else ""
        told.append(f"{only_if}影响期至{dates.cn(row.effect_until_on)}")
    return told


def _trained(case: Case) -> list[dict[str, str]]:
    """Answer the days in class and in practice as they were, the first first."""
    rows = [line("集中学习", one.training_class.opens_on, _class(one)) for one in _enrolled(case)]
    for one in listing.postings_of(case).order_by("from_on", "pk"):
        end = f"{dates.cn(one.finished_on)}期满鉴定" if one.finished_on else ""
        until = f"至{dates.cn(one.until_on)}，{one.host_unit}"
        rows.append(line("实践锻炼", one.from_on, "，".join(part for part in (until, end) if part)))
    return rows


def _enrolled(case: Case) -> Any:
    return Enrolment.objects.filter(case=case).select_related("training_class").order_by("pk")


def _class(row: Enrolment) -> str:
    until = f"至{dates.cn(row.training_class.closes_on)}，{row.training_class}"
    if row.withdrawn_at is None:
        return until
    return f"{until}；{dates.cn(dates.legal_day(row.withdrawn_at))}退班：{row.withdraw_reason}"


def _route(row: Outcome) -> str:
    return str(row.get_route_display())


def _ordered(row: Outcome) -> list[dict[str, str]]:
    """Answer the effects on pay that were ordered, month by month as their rows tell."""
    case: Case = row.case
    return [
        {
            "from": _month(one.from_month),
            "until": _month(one.until_month) if one.until_month else "",
            "what": one.what or str(one.get_kind_display()),
            "amount": f"每月{_yuan(one.fen)}",
            "basis": one.basis,
            "approver": one.approver,
        }
        for one in PayEffect.objects.filter(case=case).order_by("from_month", "pk")
    ]


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"
