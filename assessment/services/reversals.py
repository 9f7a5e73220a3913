"""What an appeal that won puts back: the calendar backwards, the pay, the books and the lists."""

from datetime import date, datetime
from typing import Any

from django.utils import translation

from assessment.enums import AppealState, Consequence
from assessment.models import Appeal, Outcome, Repayment, Reversal
from assessment.queries import aftermath
from assessment.queries import appeals as queries
from assessment.queries import pay as pay_queries
from assessment.regulations import appeals as rules
from assessment.regulations import pay as pay_rules
from assessment.services import bans, followups, messages, observations, pay, takedowns
from core import dates


def write(row: Appeal, *, by: Any, at: datetime) -> None:
    """Write what is put back, end what was taken and what waits.

    What is set aside has no bans and visits; with the recall its outcome falls too.
    """
    _plan(row, on=dates.legal_day(at))
    _pay_back(row, by=by, at=at)
    if row.pay_id is not None:  # nothing else falls with it
        return
    messages.tell_fallen(_take_back(row), by=by, at=at)
    _take_down(row, by=by, at=at)
    observations.fall(row.case, by=by, at=at)
    outcome = row.outcome or Outcome.objects.filter(case=row.case).first()
    if outcome is not None and row.state == AppealState.UPHELD:
        told = f"{row.get_remedy_display()}：{row.get_state_display()}"
        bans.fall(outcome, reason=told, by=by, at=at)
        followups.drop(outcome, by=by, at=at)


def _plan(row: Appeal, *, on: date) -> None:
    """Write the calendar backwards, in Chinese as papers are, and what is always due."""
    with translation.override("zh-hans"):
        planned = queries.plan(row, new_kind=row.new_kind, on=on)
        found = [one for one in planned if not queries.is_told_money(one.line)]
        lines = [
            Reversal(
                appeal=row,
                kind=one.line.kind,
                of=one.line.what[:120],
                what=one.what[:160],
                who=one.who[:120],
                fen=one.line.fen,
            )
            for one in found
        ]
    always = {"of": row.get_remedy_display(), "who": "组织部门", "fen": 0}
    for what in (
        "向本人送达处理决定，并在原知悉范围内书面澄清",
        "干部人事档案附处理决定和更正说明",
    ):
        lines.append(Reversal(appeal=row, kind=Consequence.STEP, what=what, **always))
    Reversal.objects.bulk_create(lines)


def _pay_back(row: Appeal, *, by: Any, at: datetime) -> None:
    """Take back every effect on pay that falls, from the rows; what was taken is repaid.

    It falls in the first month whose table is not signed.
    """
    told = f"{row.get_remedy_display()}：{row.get_state_display()}，恢复原待遇"
    month = pay_queries.open_month(row.case.county_id, dates.legal_day(at))
    for effect in pay_queries.of_appeal(row):
        fen = pay_queries.taken(effect, month)
        words = "补发：%s" if fen else "停止并核对没有少发：%s"
        line = Reversal.objects.create(
            appeal=row,
            kind=Consequence.MONEY,
            of=str(effect)[:120],
            what=(words % effect)[:160],
            who="财政部门",
            fen=fen,
        )
        pay.take_back(effect, month=month, line=line, reason=told, by=by, at=at)


def _take_back(row: Appeal) -> list[Reversal]:
    """Write a line for each deduction and each yellow entry that others made because of it.

    Whoever keeps the book or the list takes it back there, which leaves its own trace.
    """
    lines = [
        Reversal(
            appeal=row,
            kind=Consequence.POINTS,
            of=f"{one.member.book}：{one}"[:120],
            what=f"冲正扣分：{one.member.book} {dates.cn(one.on)} {one.points:f}分（{one}）"[:160],
            who=str(one.member.book.unit)[:120],
            fen=0,
            entry=one,
        )
        for one in aftermath.deductions(row)
    ]
    lines += [
        Reversal(
            appeal=row,
            kind=Consequence.NOTICE,
            of=f"{one.list}：{one}"[:120],
            what=f"撤下黄榜并在原范围内更正：{one.list}（{one}）"[:160],
            who=str(one.unit)[:120],
            fen=0,
            listed=one,
        )
        for one in aftermath.exposures(row)
    ]
    return Reversal.objects.bulk_create(lines)


def _take_down(row: Appeal, *, by: Any, at: datetime) -> None:
    """Take the name down everywhere, and write a line for each notice in which it was shown."""
    on = dates.legal_day(at)
    with translation.override("zh-hans"):
        lines = [
            Reversal(
                appeal=row,
                kind=Consequence.NOTICE,
                of=f"公示（{one.disclosure.get_audience_display()}）",
                what=f"在原公示范围（{one.disclosure.get_audience_display()}，"
                f"{dates.cn(one.disclosure.from_on or on)}起）更正",
                who="组织部门",
                fen=0,
                disclosed=one,
            )
            for one in takedowns.fall(row.case, by=by, at=at)
        ]
    Reversal.objects.bulk_create(lines)


def require_done(line: Reversal, *, keeps: bool) -> None:
    """Refuse to tick a line whose own rows still say the opposite.

    :raises RegulationBroken: PY-13, AP-18, AP-19, AP-21
    """
    repayment = Repayment.objects.filter(line=line).first()
    if repayment is not None:
        pay_rules.repayment_is_signed.check(pay_queries.is_repaid(repayment))
    if line.entry_id is not None:
        rules.points_are_given_back.check(aftermath.stands(line), keeps)
    if line.listed_id is not None:
        rules.name_is_taken_down.check(aftermath.stands(line), keeps)
    if line.disclosed is not None:
        rules.name_is_corrected.check(line.disclosed.corrected_at)
