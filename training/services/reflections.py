"""Acts on reflections: set and call off a task, keep a draft, hand in, accept or return."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training.enums import TaskKind
from training.models import (
    Enrolment,
    Reflection,
    ReflectionReview,
    ReflectionTask,
    ReflectionVersion,
    TrainingClass,
)
from training.permissions import reflections as permissions
from training.queries import reflections as queries
from training.queries import similarity, suspensions
from training.regulations import reflections as rules
from training.services import messages


@transaction.atomic
def set_task(
    training_class: TrainingClass,
    *,
    title: str,
    asks: str,
    fewest: int,
    most: int,
    due_on: date,
    by: Any,
    at: datetime,
    session: Any = None,
    month: int | None = None,
    kind: str = TaskKind.REFLECTION,
    rubric: list[dict[str, Any]] | None = None,
) -> ReflectionTask:
    """Ask a class for a reflection. Nothing of it changes later.

    :param fewest, most: how many characters, counted as `rules.count` does
    :param rubric: criteria by which a reviewer marks, `[{"name", "points"}]`; none: words alone
    :raises RegulationBroken: RF-01 limits, RF-02 day, RF-03 lesson and month, RF-10 rubric,
        RF-12 a second 个人总结
    :raises StateConflict: the class has one of this title
    """
    training_class = lock(training_class)
    permissions.set_reflection.check(by, training_class)
    rules.limits_fit.check(fewest, most)
    rules.lies_ahead.check(due_on, dates.legal_day(at))
    lesson_class = session.training_class_id if session else None
    rules.is_bound_once.check(lesson_class, month, training_class.pk)
    rules.rubric_fits.check(rubric or [])
    standing = training_class.reflection_tasks.standing()
    rules.one_summary_stands.check(kind, standing.filter(kind=TaskKind.SUMMARY).count())
    if standing.filter(title=title).exists():
        raise StateConflict(_("本班已有这个题目的心得。"))
    row = ReflectionTask.objects.create(
        training_class=training_class,
        session=session,
        month=month,
        kind=kind,
        rubric=rubric or [],
        title=title,
        asks=asks,
        fewest=fewest,
        most=most,
        due_on=due_on,
        set_by=by,
        set_at=at,
    )
    trail.record(row, "set_reflection", by=by, at=at)
    messages.tell_reflection_set(row, by=by, at=at)
    return row


@transaction.atomic
def call_off(task: ReflectionTask, *, by: Any, at: datetime) -> ReflectionTask:
    """Call a task off before anybody has handed in.

    :raises RegulationBroken: RF-08, somebody has
    :raises StateConflict: called off before
    """
    task = _standing(lock(task))
    permissions.set_reflection.check(by, task.training_class)
    sent = ReflectionVersion.objects.filter(reflection__task=task)
    rules.nobody_has_handed_in.check(sent.count())
    task.cancelled_by, task.cancelled_at = by, at
    task.save(update_fields=["cancelled_by", "cancelled_at"])
    trail.record(task, "call_off_reflection", by=by, at=at)
    return task


@transaction.atomic
def keep_draft(task: ReflectionTask, *, text: str, by: Any, at: datetime) -> Reflection:
    """Keep the draft of one's own reflection. Only the person reads it, so the trail has no entry.

    :raises NotAllowed: not of this class
    :raises RegulationBroken: RF-05, the last version waits or was accepted
    """
    return _draft(task, text, by, at)


@transaction.atomic
def hand_in(task: ReflectionTask, *, text: str, by: Any, at: datetime) -> ReflectionVersion:
    """Hand a version in. One that comes late is kept as late; days that stood still do not count.

    :raises NotAllowed: not of this class
    :raises RegulationBroken: RF-04 length, RF-05 one waits or was accepted, RF-07 suspended
    """
    row = _draft(task, text, by, at)
    case = row.enrolment.case
    rules.case_goes_on.check(suspensions.open_of(case) is not None)
    signs = rules.count(text)
    rules.length_fits.check(signs, row.task.fewest, row.task.most)
    due_on = queries.due_of(row.task, row.enrolment, queries.still([case])[case.pk])
    last = queries.last_of(row).version
    version = ReflectionVersion.objects.create(
        reflection=row,
        number=last.number + 1 if last else 1,
        text=text,
        count=signs,
        shingles=similarity.numbers_of(text, besides=row.task.asks),
        due_on=due_on,
        is_late=due_on is not None and dates.legal_day(at) > due_on,
        handed_in_by=by,
        handed_in_at=at,
    )
    trail.record(row, "hand_in_reflection", by=by, at=at, version=version.number)
    return version


@transaction.atomic
def review(
    reflection: Reflection,
    *,
    version: int,
    verdict: str,
    remark: str,
    by: Any,
    at: datetime,
    marks: Sequence[int | None] = (),
) -> ReflectionReview:
    """Accept a version or return it.

    :param version: id of the version that the reviewer has read
    :param marks: what each criterion of the task's rubric gets, in its order
    :raises RegulationBroken: RF-06 no reason, RF-07 suspended, RF-09 not the one that waits,
        RF-11 marks
    """
    row = lock(reflection)
    permissions.review_reflection.check(by, row)
    rules.case_goes_on.check(suspensions.open_of(row.enrolment.case) is not None)
    last = queries.last_of(row)
    rules.is_the_version_that_waits.check(
        version, last.version.pk if last.version else None, last.verdict
    )
    rules.return_is_explained.check(verdict, remark)
    rules.marks_fit.check(row.task.rubric, marks, verdict)
    told = ReflectionReview.objects.create(
        version=last.version,  # type: ignore[misc]  # RF-09 asks for one
        verdict=verdict,
        remark=remark,
        marks=_marked(row.task.rubric, marks),
        reviewed_by=by,
        reviewed_at=at,
    )
    trail.record(row, "review_reflection", by=by, at=at, review=told.pk)
    messages.tell_reviewed(row, number=told.version.number, by=by, at=at)
    return told


def _marked(rubric: list[dict[str, Any]], marks: Sequence[int | None]) -> list[dict[str, Any]]:
    """Answer the criteria with what was given; nothing where nothing was."""
    given = zip(rubric, marks, strict=False)
    return [one | {"mark": mark} for one, mark in given if mark is not None]


def _standing(task: ReflectionTask) -> ReflectionTask:
    if task.cancelled_at:
        raise StateConflict(_("这项心得已经取消。"))
    return task


def _draft(task: ReflectionTask, text: str, by: Any, at: datetime) -> Reflection:
    """Lock the task against being called off, then the person's row, and keep the text in it."""
    task = _standing(lock(task))
    place = queries.place_of(task, by)
    permissions.write_reflection.check(by, place)
    row, is_new = _locked(task, place, text, at)  # type: ignore[arg-type]  # the rule asks for one
    last = queries.last_of(row)
    rules.nothing_waits.check(last.version is not None, last.verdict)
    if not is_new and row.draft != text:
        row.draft, row.saved_at = text, at
        row.save(update_fields=["draft", "saved_at"])
    return row


def _locked(
    task: ReflectionTask, place: Enrolment, text: str, at: datetime
) -> tuple[Reflection, bool]:
    fresh = {"draft": text, "saved_at": at}
    row, is_new = Reflection.objects.get_or_create(task=task, enrolment=place, defaults=fresh)
    return lock(row), is_new
