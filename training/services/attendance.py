"""Recording attendance."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.models import Attendance, AttendanceCorrection, Session
from training.queries import expected, suspensions
from training.regulations.guests import roll_is_taken_in_time
from training.services import ratings, warnings


@transaction.atomic
def record(
    session: Session, *, marks: dict[int, str], by: Any, at: datetime, reason: str = ""
) -> Session:
    """Record a session's marks. A mark that differs from the one on record is a correction.

    The same marks sent twice change nothing.

    :param marks: enrolment id → AttendanceStatus
    :raises RegulationBroken: GA-06 a teacher too late, TR-10 not begun, TR-11 unexplained
        correction, TR-15 other class or group, TR-40 somebody's case is suspended that day
    :raises StateConflict: the session was called off
    """
    session = lock(session)
    permissions.take_roll.check(by, session)
    if session.cancelled_at:
        raise StateConflict(_("该课次已经取消。"))
    regulations.has_begun.check(session.starts_at, at)
    _require_in_time(session, by=by, at=at)
    enrolled = expected.at_session(session).values_list("pk", flat=True)
    regulations.marks_are_of_this_class.check(set(marks), set(enrolled))
    day = dates.legal_day(session.starts_at)
    regulations.case_goes_on.check(suspensions.held_among(marks, day))
    held = {row.enrolment_id: row for row in session.attendance.filter(enrolment__in=marks)}
    changed = [held[pk] for pk, status in marks.items() if pk in held and held[pk].status != status]
    regulations.correction_is_explained.check(bool(changed), reason)
    created = Attendance.objects.bulk_create(
        Attendance(session=session, enrolment_id=pk, status=status, recorded_by=by, recorded_at=at)
        for pk, status in marks.items()
        if pk not in held
    )
    ratings.seat_late(session, created, by=by, at=at)
    for row in changed:
        _correct(row, marks[row.enrolment_id], reason=reason, by=by, at=at)
    news = [row for row in (*created, *changed) if row.status in warnings.AWAY]
    warnings.look([row.enrolment_id for row in news], by=by, at=at)
    trail.record(
        session, "record_attendance", by=by, at=at, marked=len(created), corrected=len(changed)
    )
    return session


def _require_in_time(session: Session, *, by: Any, at: datetime) -> None:
    """Keep a teacher who was invited for a lesson to its day; the department may mend later."""
    if by.is_guest:
        roll_is_taken_in_time.check(session.ends_at, at)


def _correct(row: Attendance, status: str, *, reason: str, by: Any, at: datetime) -> None:
    AttendanceCorrection.objects.create(
        attendance=row, before=row.status, after=status, reason=reason, by=by, at=at
    )
    row.status, row.recorded_by, row.recorded_at = status, by, at
    row.save()
