"""Signing in and out by code."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.enums import AttendanceStatus, SignKind
from training.models import Attendance, AttendanceCorrection, CheckIn, Enrolment, Session, WalkIn
from training.queries import checkins, suspensions
from training.regulations import attendance as rules


@transaction.atomic
def sign(*, code: str, device: str, by: Any, at: datetime) -> CheckIn | WalkIn:
    """Sign in or out with the code on the screen, for oneself, once. A refusal leaves nothing.

    Who is in no class that sits now is kept apart as a walk-in.

    :param code: 8 digits as typed or scanned; they say session, kind and step
    :param device: what tells this phone from others, 64 signs at most
    :raises NotAllowed: no open case
    :raises RegulationBroken: AT-01 wrong code, AT-02 expired, AT-03 too soon, AT-04 too late,
        AT-05 device of another, AT-06 signed before, AT-07 another class or group, AT-08 marked by
        hand, AT-09 signs out without having come, TR-40 the case is suspended that day
    :raises StateConflict: the session was called off
    """
    case = checkins.case_of(by)
    permissions.sign.check(by, case)
    near = checkins.near(case.county_id, at)  # type: ignore[union-attr]  # `sign` asks for one
    found = checkins.found(code, near, step=rules.step_of(at))
    rules.code_is_known.check(found is not None)
    session, kind, step = found  # type: ignore[misc]
    rules.code_is_fresh.check(step, at)
    session = lock(session)  # two taps, or the roll beside a tap, come one after the other
    _open(session, kind, at)
    enrolment = checkins.enrolment_in(session, by)
    _goes_on(session, enrolment.case if enrolment else case)
    rules.device_signs_for_one.check(checkins.others_on(device, session, by))
    if enrolment:
        signed = {"kind": kind, "step": step, "device": device, "by": by, "at": at}
        act = _sign_in if kind == SignKind.IN else _sign_out
        return act(session, enrolment, signed)
    is_elsewhere = checkins.has_own_session(by, at, before=rules.OPENS_BEFORE)
    rules.session_is_own.check(is_elsewhere or checkins.sits_in_class(session, by))
    return _walk_in(session, case, device=device, by=by, at=at)


def _open(session: Session, kind: str, at: datetime) -> None:
    if session.cancelled_at:
        raise StateConflict(_("该课次已经取消。"))
    rules.signing_has_begun.check(session.starts_at, at)
    rules.signing_goes_on.check(kind, session.ends_at, at)


def _goes_on(session: Session, case: Any) -> None:
    day = dates.legal_day(session.starts_at)
    regulations.case_goes_on.check(suspensions.stands_still(case, day))


def _sign_in(session: Session, enrolment: Enrolment, signed: dict[str, Any]) -> CheckIn:
    rules.signs_once.check(_has_signed(session, enrolment, SignKind.IN))
    mark = checkins.mark_of(session, enrolment)
    rules.is_not_marked.check(mark.status if mark else "")
    late = rules.is_late(session.starts_at, signed["at"])
    row = CheckIn.objects.create(session=session, enrolment=enrolment, **signed)
    Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        status=AttendanceStatus.LATE if late else AttendanceStatus.PRESENT,
        recorded_by=signed["by"],
        recorded_at=signed["at"],
    )
    trail.record(row, "check_in", by=signed["by"], at=signed["at"], session=session.pk)
    return row


def _sign_out(session: Session, enrolment: Enrolment, signed: dict[str, Any]) -> CheckIn:
    """Sign out; before the last ten minutes it is leaving early, with both marks on record."""
    rules.signs_once.check(_has_signed(session, enrolment, SignKind.OUT))
    mark = checkins.mark_of(session, enrolment)
    rules.has_come.check(mark.status if mark else "")
    row = CheckIn.objects.create(session=session, enrolment=enrolment, **signed)
    if mark and rules.is_early(session.ends_at, signed["at"]):
        _left_early(mark, by=signed["by"], at=signed["at"])
    trail.record(row, "check_out", by=signed["by"], at=signed["at"], session=session.pk)
    return row


def _left_early(mark: Attendance, *, by: Any, at: datetime) -> None:
    AttendanceCorrection.objects.create(
        attendance=mark,
        before=mark.status,
        after=AttendanceStatus.LEFT_EARLY,
        reason=_("下课前 10 分钟以上签退"),
        by=by,
        at=at,
    )
    mark.status = AttendanceStatus.LEFT_EARLY
    mark.recorded_by, mark.recorded_at = by, at
    mark.save()


def _has_signed(session: Session, enrolment: Enrolment, kind: str) -> bool:
    return CheckIn.objects.filter(session=session, enrolment=enrolment, kind=kind).exists()


def _walk_in(session: Session, case: Any, *, device: str, by: Any, at: datetime) -> WalkIn:
    rules.signs_once.check(WalkIn.objects.filter(session=session, case=case).exists())
    row = WalkIn.objects.create(session=session, case=case, device=device, by=by, at=at)
    trail.record(row, "walk_in", by=by, at=at, session=session.pk)
    return row
