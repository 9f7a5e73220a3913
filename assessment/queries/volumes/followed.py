"""The papers of a case from class to outcome, appeals and referrals included."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.models import Appeal, Assessment, Referral
from assessment.queries import scores
from assessment.queries.volumes.papers import Paper, Sheet, day, issued, receipt, table
from assessment.queries.volumes.recalled import office
from core import dates
from recall.models import Case
from training.enums import CAME, AttendanceStatus
from training.models import Attendance, Enrolment, PracticePosting
from training.queries import summaries


def classes(case: Case) -> list[Paper]:
    """Answer a sheet for each class: its sessions and how the person kept them."""
    rows = Enrolment.objects.filter(case=case).select_related("training_class")
    return [_class(row, office(case)) for row in rows.order_by("pk")]


def _class(row: Enrolment, author: str) -> Paper:
    marks = Attendance.objects.filter(enrolment=row, session__cancelled_at=None)
    held = list(marks.select_related("session").order_by("session__starts_at"))
    came = sum(mark.status in CAME for mark in held)
    away = sum(mark.status == AttendanceStatus.LEAVE for mark in held)
    kept = [
        [
            dates.cn(dates.legal_day(mark.session.starts_at)),
            mark.session.title,
            str(mark.session.get_kind_display()),
            str(mark.get_status_display()),
        ]
        for mark in held
    ]
    course = row.training_class
    facts = [
        ("班次", course.title),
        ("地点", course.venue),
        ("起止", f"{day(course.opens_on)}至{day(course.closes_on)}"),
        ("出勤", f"登记{len(held)}节，到课{came}节，请假{away}节"),
        ("退班", row.withdraw_reason),
    ]
    tables = [table("考勤", ["日期", "课程", "类型", "出勤"], kept)]
    return Paper("参训和考勤记录", course.closes_on, author, sheet=Sheet(facts, [], tables))


def summary(case: Case) -> list[Paper]:
    """Answer the person's own summary as it was accepted, with what was said of it."""
    found = summaries.accepted(case)
    if found is None:
        return []
    review = found.review
    given = f"{review.mark}分（满分{review.points}分）" if review.points else ""
    facts = [
        ("题目", found.reflection.task.title),
        ("稿次", f"第{found.number}稿，{found.count}字"),
        ("评阅", f"{review.reviewed_by.name}评阅通过"),
        ("评分", given),
        ("评语", review.remark),
    ]
    told = [("正文", found.text)]
    on = dates.legal_day(found.handed_in_at)
    return [Paper("个人总结", on, case.cadre.name, sheet=Sheet(facts, told, []))]


def postings(case: Case) -> list[Paper]:
    """Answer a sheet for each posting: its opinion and its journal."""
    rows = PracticePosting.objects.filter(case=case).select_related("host_unit", "mentor")
    return [_posting(row) for row in rows.prefetch_related("entries").order_by("pk")]


def _posting(row: PracticePosting) -> Paper:
    written = [
        [day(one.on), one.text, one.problem, one.action, one.result, one.remark]
        for one in sorted(row.entries.all(), key=lambda one: (one.on, one.pk))
    ]
    facts = [
        ("锻炼地点", f"{row.host_unit}　{row.place}"),
        ("带教人", row.mentor.name),
        ("起止", f"{day(row.from_on)}至{day(row.until_on)}"),
        ("期满", day(row.finished_on)),
        ("任务", row.tasks),
    ]
    head = ["日期", "做了什么", "问题", "办法", "结果", "点评"]
    sheet = Sheet(facts, [("鉴定意见", row.opinion)], [table("实践日志", head, written)])
    trouble = "" if row.finished_on else _("还没有期满鉴定")
    return Paper(
        "实践锻炼鉴定和日志", row.finished_on, str(row.host_unit), sheet=sheet, trouble=trouble
    )


def assessment(case: Case) -> list[Paper]:
    """Answer the form of the comprehensive assessment; a sheet for those of before the form."""
    row = Assessment.objects.filter(case=case, concluded_at__isnull=False).first()
    if row is None:
        return []
    if row.document:
        return [issued(row.document, author=office(case))]
    told, on = scores.sum_of(row), dates.legal_day(row.concluded_at or row.opened_at)
    parts = [_part(part) for part in told.rows]
    facts = [
        ("综合得分", str(row.total)),
        ("结论", "合格" if row.passed else "不合格"),
        ("完成", dates.cn(on)),
    ]
    head = ["考核内容", "权重", "折算权重", "得分", "计入", "来源"]
    sheet = Sheet(facts, [("考核意见", row.comment)], [table("得分", head, parts)])
    return [Paper("综合考核表", on, office(case), sheet=sheet)]


def _part(row: scores.Row) -> list[str]:
    used = "" if row.used_weight is None else f"{row.used_weight:.2f}%"
    value = row.score.value if row.score else None
    source = (row.score.source or row.score.not_applicable_reason) if row.score else ""
    return [
        row.label,
        f"{row.weight}%",
        used,
        "不适用" if value is None else str(value),
        "" if row.contribution is None else str(row.contribution),
        source,
    ]


def outcome(case: Case) -> list[Paper]:
    """Answer the paper of the outcome."""
    row = getattr(case, "outcome", None)
    return [issued(row.document, author=office(case))] if row and row.document else []


def outcome_receipt(case: Case) -> list[Paper]:
    """Answer the receipt of the outcome's paper."""
    held = getattr(getattr(case, "outcome", None), "receipt", None)
    return [receipt(held, title="处理结果送达回证", author=office(case))] if held else []


def appeals(case: Case) -> list[Paper]:
    """Answer a sheet for each review and appeal, with what was put back."""
    rows = Appeal.objects.filter(case=case).prefetch_related("members", "reversals")
    return [_appeal(row, office(case)) for row in rows.order_by("pk")]


def _appeal(row: Any, author: str) -> Paper:
    lines = [
        [one.what, one.who, dates.cn(dates.legal_day(one.done_at)) if one.done_at else "没有办理"]
        for one in row.reversals.all()
    ]
    facts = [
        ("途径", str(row.get_remedy_display())),
        ("提出", f"{day(row.filed_on)}（末日{day(row.last_on)}）"),
        ("状态", str(row.get_state_display())),
        ("办理组", "、".join(one.name for one in row.members.all())),
        ("答复送达", day(row.told_on)),
    ]
    texts = [("请求和理由", row.text), ("处理决定", row.decision)]
    tables = [table("恢复措施", ["措施", "办理人", "完成"], lines)]
    return Paper("复核申诉材料", row.filed_on, author, sheet=Sheet(facts, texts, tables))


def referrals(case: Case) -> list[Paper]:
    """Answer a sheet for each referral to discipline inspection."""
    return [
        Paper(
            "移送纪检监察材料",
            dates.legal_day(row.referred_at),
            office(case),
            sheet=Sheet(
                facts=[
                    ("移送", dates.cn(dates.legal_day(row.referred_at))),
                    ("批准", str(row.get_approver_display())),
                    ("答复", str(row.get_answer_display())),
                ],
                texts=[("移送事由", row.reason), ("答复意见", row.opinion)],
            ),
            trouble="" if row.answered_at else _("移送还没有答复"),
        )
        for row in Referral.objects.filter(case=case).order_by("pk")
    ]
