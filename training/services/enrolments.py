"""Acts on the roster of a class."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case
from recall.regulations.leaving import person_is_in_service
from recall.services import cases
from training import permissions, regulations
from training.models import Enrolment, TrainingClass
from training.queries import rosters, suspensions
from training.services import messages


class Roster(NamedTuple):
    """What one click did: who is in, and who is left out, with the kind of reason."""

    enrolled: list[Enrolment]
    postponed: list[tuple[Case, str]]


@transaction.atomic
def enrol_all(training_class: TrainingClass, *, by: Any, at: datetime) -> Roster:
    """Take every served case of the campaign into a class; who is protected, postponed or
    suspended is left out.

    The class is locked, so a double click enrols nobody twice: the second finds nobody waiting.
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    waiting = rosters.awaiting_class(training_class)
    left_out = rosters.left_out(waiting, _from(training_class, at))
    roster = Roster([], [])
    for case in waiting:
        if kind := left_out.get(case.pk):
            roster.postponed.append((case, kind))
        else:
            roster.enrolled.append(_enrol(training_class, case, by=by, at=at))
    return roster


@transaction.atomic
def enrol(training_class: TrainingClass, case: Case, *, by: Any, at: datetime) -> Enrolment:
    """Take one case into a class.

    :raises RegulationBroken: TR-02 not served, TR-03 under protection, TR-40 suspended,
        LV-03 left the service
    :raises StateConflict: in a class already
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    why = rosters.left_out([case], _from(training_class, at)).get(case.pk)
    regulations.case_goes_on.check(why == rosters.SUSPENDED)
    person_is_in_service.check(case.cadre, _from(training_class, at))
    regulations.not_protected.check(why)
    return _enrol(training_class, case, by=by, at=at)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, reason: str, by: Any, at: datetime) -> Enrolment:
    """Take a person out of a class; the case goes on and may join another class.

    :raises RegulationBroken: TR-19, no reason
    :raises StateConflict: withdrawn before
    """
    lock(enrolment.training_class)  # its monitor may be taken away: the class comes first
    enrolment = lock(enrolment)
    permissions.run_enrolment.check(by, enrolment)
    regulations.withdrawal_is_explained.check(reason)
    if enrolment.withdrawn_at:
        raise StateConflict(_("该学员已经退班。"))
    enrolment.withdrawn_by, enrolment.withdrawn_at = by, at
    enrolment.withdraw_reason = reason
    enrolment.save()
    TrainingClass.objects.filter(monitor=enrolment).update(monitor=None)
    trail.record(enrolment, "withdraw_enrolment", by=by, at=at)
    return enrolment


def end(case: Case, *, reason: str, by: Any, at: datetime) -> None:
    """Take a person who left the service out of class, in the caller's transaction."""
    for row in case.enrolments.standing().select_related("training_class").order_by("pk"):
        lock(row.training_class)
        held = lock(row)
        held.withdrawn_by, held.withdrawn_at, held.withdraw_reason = by, at, reason
        held.save()
        TrainingClass.objects.filter(monitor=held).update(monitor=None)
        trail.record(held, "withdraw_enrolment", by=by, at=at)


def _from(training_class: TrainingClass, at: datetime) -> Any:
    """Answer the first day the person would sit in class."""
    return max(training_class.opens_on, dates.legal_day(at))


def _enrol(training_class: TrainingClass, case: Case, *, by: Any, at: datetime) -> Enrolment:
    case = lock(case)
    regulations.notice_is_served.check(case.state != CaseState.OPEN)
    regulations.case_goes_on.check(suspensions.open_of(case) is not None)
    if case.enrolments.standing().exists():
        raise StateConflict(_("该同志已在培训班中。"))
    if case.state != CaseState.TRAINING:
        cases.start_training(case, by=by, at=at)
    row = Enrolment.objects.create(
        training_class=training_class, case=case, enrolled_by=by, enrolled_at=at
    )
    cases.await_assessment(case, on=training_class.closes_on, by=by, at=at)
    trail.record(row, "enrol", by=by, at=at)
    messages.tell_enrolled(row, by=by, at=at)
    return row
