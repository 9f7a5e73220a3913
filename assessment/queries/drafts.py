"""A draft of the assessment's text, made from what is recorded and marked as a draft."""

from typing import Any

from django.utils import translation

from assessment.queries.listing import Course
from assessment.queries.scores import Sum
from core import dates


@translation.override("zh-hans")  # the comment is an official text
def draft(course: Course, standing: Sum) -> str:
    """Answer sentences of facts alone: class, attendance, practice, scores; no judgement."""
    told = [_class(row) for row in course.classes]
    told += [_posting(row) for row in course.postings]
    told.append(_scores(standing))
    return "".join(told)


def _class(row: Any) -> str:
    course = row.training_class
    span = f"{dates.cn(course.opens_on)}至{dates.cn(course.closes_on)}"
    if row.withdrawn_at:
        return f"{span}参加{course.title}，中途退班（{row.withdraw_reason}）。"
    if row.rate is None:
        return f"{span}参加{course.title}，没有考勤记录。"
    return (
        f"{span}参加{course.title}，应到{int(row.held_count)}节，到课{int(row.came_count)}节，"
        f"出勤率{round(row.rate * 100)}%。"
    )


def _posting(row: Any) -> str:
    ended = row.finished_on or row.until_on
    return (
        f"{dates.cn(row.from_on)}至{dates.cn(ended)}在{row.host_unit}{row.place}实践锻炼，"
        f"写日志{row.n}篇。"
    )


def _scores(standing: Sum) -> str:
    held = [
        f"{row.label}{row.score.value}分"
        for row in standing.rows
        if row.score is not None and row.score.value is not None
    ]
    if not held or standing.total is None:
        return ""
    return f"{'，'.join(held)}，加权{standing.total}分。"
