"""Acts on examinations: plan, call off, mark by hand, release."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions
from training.models import (
    AnswerMark,
    Examination,
    ExaminationDraw,
    ExaminationItem,
    PaperAnswer,
    Question,
    TrainingClass,
)
from training.queries import draws as draws_
from training.queries import examinations as queries
from training.regulations import examinations as rules


@transaction.atomic
def plan(
    training_class: TrainingClass,
    *,
    kind: str,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    minutes: int,
    pass_percent: int,
    points: int,
    questions: Sequence[Question] = (),
    draws: Sequence[draws_.Pool] = (),
    by: Any,
    at: datetime,
) -> Examination:
    """Plan an examination with its questions, all of equal points. Nothing of it changes later.

    :param draws: how many of each pool everybody gets, instead of `questions` for all; the pools
        are those of now, questions entered later do not come in
    :raises RegulationBroken: QZ-02 times, QZ-03 no question, or one that is not in use here,
        QZ-13 more drawn than there are, a pool twice, or both ways at once
    :raises StateConflict: the class has one of this name
    """
    training_class = lock(training_class)
    permissions.run_examination.check(by, training_class)
    rules.times_fit.check(opens_at, closes_at, minutes)
    ids = _chosen(training_class.county_id, questions, draws)
    if training_class.examinations.filter(title=title).exists():
        raise StateConflict(_("本班已有这个名称的测验或考试。"))
    row = Examination.objects.create(
        training_class=training_class,
        kind=kind,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        minutes=minutes,
        pass_percent=pass_percent,
        planned_by=by,
        planned_at=at,
    )
    ExaminationItem.objects.bulk_create(
        ExaminationItem(examination=row, question_id=pk, position=number, points=points)
        for number, pk in enumerate(ids, start=1)
    )
    ExaminationDraw.objects.bulk_create(
        ExaminationDraw(
            examination=row, topic=pool.topic, difficulty=pool.difficulty, count=pool.size
        )
        for pool in draws
    )
    trail.record(row, "plan_examination", by=by, at=at, questions=len(ids))
    return row


def _chosen(county: int, questions: Sequence[Question], draws: Sequence[draws_.Pool]) -> list[int]:
    if draws:
        there = {pool[:2]: pool.size for pool in draws_.pools(county)}
        rules.draws_fit.check(draws, there, len(questions))
        return list(draws_.of_pools(county, draws).values_list("pk", flat=True))
    ids = [row.pk for row in questions]
    usable = draws_.bank(county).filter(pk__in=ids).count()
    rules.has_questions.check(len(ids), usable)
    return ids


@transaction.atomic
def cancel(examination: Examination, *, by: Any, at: datetime) -> Examination:
    """Call an examination off before anybody has begun.

    :raises RegulationBroken: QZ-12, a paper was begun
    :raises StateConflict: called off before
    """
    examination = _run(examination, by)
    rules.nobody_has_begun.check(examination.papers.count())
    examination.cancelled_by, examination.cancelled_at = by, at
    examination.save(update_fields=["cancelled_by", "cancelled_at"])
    trail.record(examination, "cancel_examination", by=by, at=at)
    return examination


@transaction.atomic
def release(examination: Examination, *, by: Any, at: datetime) -> Examination:
    """Let each trainee see the own score.

    :raises RegulationBroken: QZ-11, not over or short answers wait for a marker
    :raises StateConflict: called off, or released before
    """
    examination = _run(examination, by)
    if examination.released_at:
        raise StateConflict(_("成绩已经公布。"))
    waiting = sum(len(score.waiting) for score in queries.scores(examination, at))
    rules.is_all_marked.check(at >= examination.closes_at, waiting)
    examination.released_by, examination.released_at = by, at
    examination.save(update_fields=["released_by", "released_at"])
    trail.record(examination, "release_examination", by=by, at=at)
    return examination


@transaction.atomic
def mark(answer: PaperAnswer, *, points: int, by: Any, at: datetime) -> AnswerMark:
    """Mark a short answer; a second person marks it where it decides about passing.

    :raises NotAllowed: does not run the class, or sits in it
    :raises RegulationBroken: QZ-08 points, QZ-09 the paper is not over, QZ-10 marked before
    :raises StateConflict: the scores are released
    """
    examination = _run(answer.item.examination, by)
    if examination.released_at:
        raise StateConflict(_("成绩已经公布，不再评分。"))
    rules.points_fit.check(points, answer.item.points)
    rules.paper_is_over.check(answer.paper.is_over(at))
    rules.marker_is_another.check(answer.marks.filter(by=by).exists())
    row = AnswerMark.objects.create(answer=answer, points=points, by=by, at=at)
    trail.record(row, "mark_answer", by=by, at=at)
    return row


def _run(examination: Examination, by: Any) -> Examination:
    examination = lock(examination)
    permissions.run_examination.check(by, examination.training_class)
    if examination.cancelled_at:
        raise StateConflict(_("这场测验或考试已经取消。"))
    return examination
