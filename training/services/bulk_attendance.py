"""Attendance by the workbook; the importer keeps the trail."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core import bulk
from core.dates import ZONE
from core.errors import StateConflict
from core.workflow.engine import lock as locked
from training import permissions, regulations
from training.models import Attendance, AttendanceCorrection, Session, Suspension
from training.queries import expected, suspensions
from training.services import ratings, warnings

Values = dict[str, Any]


def sessions_of(county: Any, on: date) -> dict[tuple[str, str, str], list[int]]:
    """Answer a county's sessions up to a day, by (class, day, hour and minute).

    Groups have lessons at the same time, and campaigns classes of the same name: whose line it is
    tells which of them is meant.
    """
    rows = Session.objects.standing().filter(county=county, starts_at__date__lte=on)
    found: dict[tuple[str, str, str], list[int]] = {}
    for title, starts, pk in rows.values_list("training_class__title", "starts_at", "pk"):
        found.setdefault((title, *_moment(starts)), []).append(pk)
    return found


def _moment(starts_at: datetime) -> tuple[str, str]:
    here = starts_at.astimezone(ZONE)
    return here.date().isoformat(), f"{here:%H:%M}"


def places_of(ids: Sequence[int], sessions: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer (session, person) → standing place in the session's class and group."""
    rows = expected.among(sessions).filter(case__cadre__in=ids)
    told = rows.values_list("session_id", "case__cadre", "pk")
    return {(session, cadre): pk for session, cadre, pk in told}


def still_of(places: Sequence[int], sessions: Sequence[int]) -> set[tuple[int, int]]:
    """Answer the (session, place in class) on whose day the case stands still."""
    on_day = suspensions.on_day(OuterRef("on"))
    still = Suspension.objects.filter(on_day, case=OuterRef("case"))
    rows = expected.among(sessions).filter(Exists(still), pk__in=places)
    return set(rows.values_list("session_id", "pk"))


def marks_of(enrolments: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer (session, place in class) → mark."""
    rows = Attendance.objects.filter(enrolment__in=enrolments)
    return {(row[0], row[1]): row[2] for row in rows.values_list("session", "enrolment", "pk")}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer marks as JSON-able values, locked behind their sessions if asked."""
    rows = Attendance.objects.filter(pk__in=ids, session__county=county).order_by("pk")
    if lock:
        held = Session.objects.filter(pk__in=rows.order_by().values("session")).order_by("pk")
        list(held.select_for_update(of=("self",)))
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"status": row.status} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter marks.

    :raises NotAllowed: a class in which one sits oneself
    :raises RegulationBroken: TR-10 not begun, TR-15 no longer in the class or group, TR-40
        somebody's case is suspended that day
    :raises StateConflict: called off meanwhile
    """
    sessions = {row["session_id"] for row in rows}
    _checked(sessions, by=by, at=at)
    places = places_of([row["cadre"] for row in rows], list(sessions))
    marked = {(row["session_id"], row["enrolment_id"]) for row in rows}
    found = {(session, place) for (session, _cadre), place in places.items()}
    regulations.marks_are_of_this_class.check(marked, found)
    still = still_of([place for _session, place in marked], list(sessions))
    regulations.case_goes_on.check(bool(marked & still))
    marks = [
        Attendance(
            session_id=row["session_id"],
            enrolment_id=row["enrolment_id"],
            status=row["status"],
            recorded_by=by,
            recorded_at=at,
        )
        for row in rows
    ]
    bulk.insert(marks)
    for row in Session.objects.filter(pk__in=sessions, rating__isnull=False).order_by("pk"):
        own = [mark for mark in marks if mark.session_id == row.pk]
        ratings.seat_late(row, own, by=by, at=at)
    _look(marks, by=by, at=at)
    return [one.pk for one in marks]


def correct(rows: Sequence[tuple[int, Values]], *, by: Any, at: datetime) -> None:
    """Correct marks; each leaves what stood before and why.

    :raises NotAllowed: a class in which one sits oneself
    :raises RegulationBroken: TR-11, no reason
    """
    found = Attendance.objects.in_bulk([pk for pk, _values in rows])
    _checked({one.session_id for one in found.values()}, by=by, at=at)
    corrections = []
    for pk, values in rows:
        one, reason = found[pk], values["reason"] or _("撤销导入")
        regulations.correction_is_explained.check(True, reason)
        corrections.append(
            AttendanceCorrection(
                attendance=one,
                before=one.status,
                after=values["status"],
                reason=reason,
                by=by,
                at=at,
            )
        )
        one.status, one.recorded_by, one.recorded_at = values["status"], by, at
    AttendanceCorrection.objects.bulk_create(corrections)
    Attendance.objects.bulk_update(found.values(), ["status", "recorded_by", "recorded_at"])
    _look(found.values(), by=by, at=at)


def _look(marks: Iterable[Attendance], *, by: Any, at: datetime) -> None:
    away = {row.enrolment_id for row in marks if row.status in warnings.AWAY}
    warnings.look(away, by=by, at=at)


def _checked(ids: set[int], *, by: Any, at: datetime) -> None:
    for row in Session.objects.filter(pk__in=ids).order_by("pk"):
        session = locked(row)
        permissions.show_code.check(by, session)
        regulations.has_begun.check(session.starts_at, at)
        if session.cancelled_at:
            raise StateConflict(_("该课次已经取消。"))


def refuse_removal() -> None:
    """Refuse: a mark is corrected, never taken out.

    :raises StateConflict: always
    """
    raise StateConflict(_("考勤登记后不能撤销，只能写明原因更正。"))
