"""The papers of a case of the time after its outcome: what waited, pay, bans, visits, the end."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.models import Ban, FollowUp, PayEffect
from assessment.queries import pay as pay_queries
from assessment.queries.paysheets import yuan
from assessment.queries.volumes.papers import Paper, Sheet, day, issued, table
from assessment.queries.volumes.recalled import office
from core import dates
from recall.models import Case


def observations(case: Case) -> list[Paper]:
    """Answer a sheet of the condition under which the outcome waited, its notes and its end."""
    row = getattr(getattr(case, "outcome", None), "observation", None)
    if row is None:
        return []
    notes = [
        [day(one.on), "遵守" if one.is_kept else "违反", one.text, one.by.name]
        for one in row.notes.select_related("by").order_by("on", "pk")
    ]
    votes = f"同意{row.agree_count}，不同意{row.disagree_count}，缓议{row.defer_count}"
    facts = [
        ("观察期末日", day(row.until_on)),
        ("提请执行", _on(row.proposed_at)),
        ("会议", f"{row.meeting}　{day(row.held_on)}" if row.held_on else ""),
        ("表决", f"应到{row.due_count}人，{votes}" if row.held_on else ""),
        ("决定", ("执行" if row.is_activated else "不执行") if row.held_on else ""),
        ("因申诉失效", _on(row.fallen_at)),
    ]
    texts = [("条件", row.condition), ("提请执行的理由", row.proposal)]
    tables = [table("观察记录", ["日期", "条件", "情况和依据", "登记人"], notes)]
    waits = row.proposed_at and not row.held_on and not row.fallen_at
    return [
        Paper(
            "附条件暂缓执行材料",
            row.held_on or row.outcome.held_on,
            office(case),
            sheet=Sheet(facts, texts, tables),
            trouble=_("已提请执行，会议还没有决定") if waits else "",
        )
    ]


def pay(case: Case) -> list[Paper]:
    """Answer a sheet of what the person got less and what was repaid."""
    rows = list(pay_queries.of_case(case))
    if not rows:
        return []
    changes = [one for row in rows for one in sorted(row.changes.all(), key=lambda one: one.month)]
    repaid = {one.repayment.month for one in changes if hasattr(one, "repayment")}
    is_open = bool(repaid) and not repaid <= pay_queries.signed_months(case.county_id)
    told = [
        [
            str(one.effect.get_kind_display()),
            _month(one.month),
            str(one.get_kind_display()),
            one.reason,
            _money(one.repayment.fen) if hasattr(one, "repayment") else "",
        ]
        for one in changes
    ]
    tables = [
        table(
            "少发",
            ["内容", "起止", "每月（元）", "依据", "批准机关"],
            [_effect(row) for row in rows],
        ),
        table("变动", ["内容", "月份", "变动", "理由", "补发（元）"], told),
    ]
    on = dates.legal_day(max([rows[0].ordered_at, *(one.at for one in changes)]))
    trouble = _("补发还没有列入已签发的变动表") if is_open else ""
    return [Paper("待遇影响记录", on, office(case), sheet=Sheet([], [], tables), trouble=trouble)]


def _effect(row: PayEffect) -> list[str]:
    until = _month(row.until_month) if row.until_month else "登记停止为止"
    what = f"{row.get_kind_display()}　{row.what}".strip()
    span = f"{_month(row.from_month)}至{until}"
    return [what, span, _money(row.fen), row.basis, row.approver]


def _month(month: date) -> str:
    return f"{month.year}年{month.month}月"


def _money(fen: int) -> str:
    return f"{yuan(fen):,.2f}"


def bans(case: Case) -> list[Paper]:
    """Answer a sheet of the bans, from when to when, and of those that were lifted."""
    rows = list(Ban.objects.filter(case=case).order_by("from_on", "pk"))
    if not rows:
        return []
    told = [
        [
            str(row.get_kind_display()),
            day(row.from_on),
            day(row.until_on),
            f"{day(row.lifted_on)}　{row.lifted_reason}".strip(),
        ]
        for row in rows
    ]
    sheet = Sheet(
        [("依据", rows[0].basis)], [], [table("限制", ["限制", "起始", "期满", "提前解除"], told)]
    )
    return [Paper("限制记录", rows[0].from_on, office(case), sheet=sheet)]


def visits(case: Case) -> list[Paper]:
    """Answer a sheet for each visit that was made."""
    rows = FollowUp.objects.filter(case=case, done_at__isnull=False)
    return [_visit(row, office(case)) for row in rows.order_by("visited_on", "pk")]


def _visit(row: FollowUp, author: str) -> Paper:
    facts = [
        ("第几个月", str(row.months)),
        ("回访日期", day(row.visited_on)),
        ("回访人", row.visitor),
        ("表现", str(row.get_standing_display())),
    ]
    texts = [("了解到的情况", row.findings), ("本人的话", row.own_words)]
    return Paper("回访记录", row.visited_on, author, sheet=Sheet(facts, texts))


def clearing(case: Case) -> list[Paper]:
    """Answer the paper that the label is over."""
    row = getattr(case, "clearing_note", None)
    return [issued(row.document, author=office(case))] if row else []


def _on(instant: Any) -> str:
    return day(dates.legal_day(instant)) if instant else ""
