"""Acts on the people of a class: groups, the monitor, and who joins a later class."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case
from training import permissions, regulations
from training.models import Enrolment, Postponement, TrainingClass


@transaction.atomic
def divide(training_class: TrainingClass, *, count: int, by: Any, at: datetime) -> TrainingClass:
    """Deal the trainees into groups of equal size, people of one unit and level apart.

    :raises RegulationBroken: TR-36, more groups than people
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    rows = list(
        training_class.enrolments.standing()
        .select_related("case__nomination")
        .order_by("case__unit", "case__nomination__level", "pk")
    )
    regulations.groups_fit.check(count, len(rows))
    for number, row in enumerate(rows):
        row.group = number % count + 1
    Enrolment.objects.bulk_update(rows, ["group"])
    trail.record(training_class, "divide_class", by=by, at=at, groups=count)
    return training_class


@transaction.atomic
def name_monitor(
    training_class: TrainingClass, *, enrolment: Enrolment, by: Any, at: datetime
) -> TrainingClass:
    """Make one of the trainees the monitor (班长) of the class.

    :raises RegulationBroken: TR-35, not a trainee of the class, or withdrawn
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    enrolment = lock(enrolment)
    is_of_class = enrolment.training_class_id == training_class.pk
    regulations.monitor_is_a_trainee.check(enrolment.withdrawn_at is None, is_of_class)
    training_class.monitor = enrolment
    training_class.save(update_fields=["monitor"])
    trail.record(training_class, "name_monitor", by=by, at=at, enrolment=enrolment.pk)
    return training_class


@transaction.atomic
def postpone(
    case: Case,
    *,
    ground: str,
    from_on: date,
    until_on: date,
    paper: str,
    by: Any,
    at: datetime,
) -> Postponement:
    """Let a person join a later class; after the last day the case waits again by itself.

    :raises RegulationBroken: TR-37 dates, TR-38 no paper
    :raises StateConflict: in a class, past training, or postponed over these days already
    """
    case = lock(case)
    permissions.send_posting.check(by, case)
    regulations.postponed_within_two_years.check(from_on, until_on)
    regulations.has_a_paper.check(paper)
    if case.state not in (CaseState.OPEN, CaseState.SERVED, CaseState.TRAINING):
        raise StateConflict(_("只有尚未完成集中学习的人员可以延期参训。"))
    if case.enrolments.standing().exists():
        raise StateConflict(_("该同志已在培训班中，请先办理退班。"))
    standing = case.postponements.filter(ended_at=None)
    if standing.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise StateConflict(_("该同志在这段时间已经延期。"))
    row = Postponement.objects.create(
        case=case,
        ground=ground,
        from_on=from_on,
        until_on=until_on,
        paper=paper,
        postponed_by=by,
        postponed_at=at,
    )
    trail.record(row, "postpone", by=by, at=at)
    return row


@transaction.atomic
def resume(postponement: Postponement, *, by: Any, at: datetime) -> Postponement:
    """End a postponement before its last day; the case waits for a class at once.

    :raises StateConflict: ended before
    """
    postponement = lock(postponement)
    permissions.send_posting.check(by, postponement.case)
    if postponement.ended_at:
        raise StateConflict(_("该延期已经提前结束。"))
    postponement.ended_by, postponement.ended_at = by, at
    postponement.save(update_fields=["ended_by", "ended_at"])
    trail.record(postponement, "resume_training", by=by, at=at)
    return postponement
