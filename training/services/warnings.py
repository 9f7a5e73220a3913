"""出勤提醒: a trainee hears in time that absence or leave adds up, and once of each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.notify import telling
from training.enums import AttendanceStatus, Told
from training.models import Enrolment
from training.queries import warnings
from training.regulations import LEAVE_LIMIT, attends_in_order

AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.LEAVE)


def look(places: Iterable[int], *, by: Any, at: datetime) -> None:
    """Tell trainee and class manager what the marks of these places have come to (TR-45).

    In the caller's transaction. Once for each of: the scheme's number of absences, half of the
    leave that is allowed, all of it. A correction takes no message back: it says how things stand.
    """
    for row in warnings.standing(Enrolment.objects.filter(pk__in=places)):
        most, share = warnings.most_absences(row), row.leave_share
        if attends_in_order.is_kept(row.absent_count, most, share):
            continue
        reached = {
            "absent": not attends_in_order.is_kept(row.absent_count, most, None),
            "half": (share or 0) > LEAVE_LIMIT / 2,
            "all": (share or 0) > LEAVE_LIMIT,
        }
        people = [row.case.subject, row.training_class.manager]
        for occasion in (name for name, is_reached in reached.items() if is_reached):
            told = {"to": people, "occasion": occasion, "by": by, "at": at}
            telling.tell(Told.ATTENDANCE_WARNED, row, **told)
