"""Codes of sessions, and what was signed by them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from core import dates
from core.sealing.boxes import fingerprint
from recall.enums import CaseState
from recall.models import Case
from training.enums import SignKind
from training.models import Attendance, CheckIn, Enrolment, Session, WalkIn
from training.queries import expected, suspensions

DIGITS = 8
_REMEMBERED = 90  # steps, half an hour: long enough to tell an old code from a wrong one
_AROUND = timedelta(hours=12)


class Signed(NamedTuple):
    """What a code stands for."""

    session: Session
    kind: str
    step: int


def code(session_pk: int, kind: str, step: int) -> str:
    """Answer the code of a session and a step: 8 digits of an HMAC under a key of the server."""
    digest = fingerprint(f"checkin:{session_pk}:{kind}:{step}")
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}d}"


def found(typed: str, sessions: list[Session], *, step: int) -> Signed | None:
    """Answer which session, kind and step a typed code is of; the newest step first."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    return next((one for one in _all(sessions, step) if code(one[0].pk, *one[1:]) == digits), None)


def _all(sessions: list[Session], step: int) -> Iterator[Signed]:
    for number in range(step, step - _REMEMBERED, -1):
        for session in sessions:
            for kind in SignKind.values:
                yield Signed(session, kind, number)


def case_of(user: Any) -> Case | None:
    """Answer the person's newest case that is open."""
    open_cases = Case.objects.of_person(user).exclude(
        state__in=[CaseState.CLOSED, CaseState.REVOKED]
    )
    return open_cases.order_by("-pk").first()


def near(county_id: int, at: datetime) -> list[Session]:
    """Answer a county's standing sessions around a moment."""
    rows = Session.objects.standing().filter(county=county_id)
    return list(
        rows.filter(starts_at__lte=at + _AROUND, ends_at__gte=at - _AROUND)
        .select_related("training_class")
        .order_by("starts_at")
    )


def enrolment_in(session: Session, user: Any) -> Enrolment | None:
    """Answer the person's standing place in a session's class and group."""
    rows = expected.at_session(session).filter(case__subject=user)
    return rows.select_related("case").first()


def sits_in_class(session: Session, user: Any) -> bool:
    """Answer whether the person stands in a session's class, in whichever group."""
    rows = Enrolment.objects.standing().filter(training_class=session.training_class_id)
    return rows.filter(case__subject=user).exists()


def has_own_session(user: Any, at: datetime, *, before: timedelta) -> bool:
    """Answer whether a class and group of the person's has a session now or soon."""
    rows = expected.of_person(user).standing()
    return rows.filter(starts_at__lte=at + before, ends_at__gte=at).exists()


def others_on(device: str, session: Session, user: Any) -> int:
    """Answer how many others signed for a session on a device."""
    signed = CheckIn.objects.filter(session=session, device=device).exclude(by=user).count()
    return signed + WalkIn.objects.filter(session=session, device=device).exclude(by=user).count()


def mark_of(session: Session, enrolment: Enrolment) -> Attendance | None:
    return Attendance.objects.filter(session=session, enrolment=enrolment).first()


def on_screen(session: Session) -> dict[str, Any]:
    """Answer who has signed: (name, state) in the order of the latest, and who is missing."""
    people = list(
        suspensions.without(expected.at_session(session), dates.legal_day(session.starts_at))
        .filter(expected.had_joined(session))
        .select_related("case__cadre")
        .order_by("case__cadre__name", "pk")
    )
    signed: dict[int, dict[str, datetime]] = {}
    for row in CheckIn.objects.filter(session=session):
        signed.setdefault(row.enrolment_id, {})[row.kind] = row.at
    marks = dict(session.attendance.values_list("enrolment_id", "status"))
    walk_ins = WalkIn.objects.filter(session=session).select_related("case__cadre").order_by("at")
    return {"people": people, "signed": signed, "marks": marks, "walk_ins": list(walk_ins)}


def open_now(user: Any, at: datetime, *, before: timedelta, after: timedelta) -> list[Session]:
    """Answer the person's own sessions for which signing goes on."""
    rows = expected.going_on(user)
    return list(
        rows.filter(starts_at__lte=at + before, ends_at__gte=at - after).order_by("starts_at")
    )


def own_signs(user: Any, sessions: list[Session]) -> dict[tuple[int, str], datetime]:
    """Answer (session, kind) → when the person signed."""
    rows = CheckIn.objects.filter(session__in=sessions, enrolment__case__subject=user)
    return {(session, kind): at for session, kind, at in rows.values_list("session", "kind", "at")}
