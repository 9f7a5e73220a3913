"""What the screen with the code shows, and the phone that signs by it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.ui.codes import code_of
from training import permissions, regulations
from training.enums import AttendanceStatus, SignKind
from training.models import Enrolment, Session
from training.presenters.classes import session_crumbs
from training.queries import checkins, suspensions
from training.regulations import attendance as rules


def screen(session: Session, *, kind: str, user: Any, at: datetime, site: str) -> dict[str, Any]:
    """Answer the screen of a session: the code of now, who has signed, who is missing.

    Who may not show the code reads why, and about nobody.
    """
    denied = permissions.show_code.refusal(user, session)
    refusal = denied or _refusal(session, kind, at)
    step = rules.step_of(at)
    digits = "" if refusal else checkins.code(session.pk, kind, step)
    address = f"{site}{reverse('training:check-in')}"
    return {
        "session": session,
        "kind": kind,
        "is_out": kind == SignKind.OUT,
        "refusal": refusal,
        "is_denied": bool(denied),
        "digits": f"{digits[:4]} {digits[4:]}",
        "picture": None if refusal else code_of(f"{address}?code={digits}"),
        "address": address,
        "left": rules.STEP - int(at.timestamp()) % rules.STEP,
        "crumbs": session_crumbs(session.training_class, _("签到码")),
        **({} if denied else _people(session, kind)),
    }


def _refusal(session: Session, kind: str, at: datetime) -> str:
    if session.cancelled_at:
        return _("该课次已经取消。")
    if not rules.signing_has_begun.is_kept(session.starts_at, at):
        return str(rules.signing_has_begun.sentence)
    if not rules.signing_goes_on.is_kept(kind, session.ends_at, at):
        return _("签到时间已过。没有签上的，请在点名册上登记。")
    return ""


def _people(session: Session, kind: str) -> dict[str, Any]:
    told = checkins.on_screen(session)
    lines = [_line(row, told, kind) for row in told["people"]]
    signed = [line for line in lines if line["at"]]
    return {
        "signed": sorted(signed, key=lambda line: line["at"], reverse=True),
        "missing": [line for line in lines if not line["at"]],
        "total": len(lines),
        "walk_ins": told["walk_ins"],
    }


def _line(row: Enrolment, told: dict[str, Any], kind: str) -> dict[str, Any]:
    mark = told["marks"].get(row.pk, "")
    return {
        "name": row.case.cadre.name,
        "at": told["signed"].get(row.pk, {}).get(kind),
        "mark": AttendanceStatus(mark).label if mark else "",
        "is_late": mark == AttendanceStatus.LATE,
    }


def phone(user: Any, form: Any, *, at: datetime) -> dict[str, Any]:
    """Answer the page on which a trainee signs."""
    sessions = checkins.open_now(user, at, before=rules.OPENS_BEFORE, after=rules.CLOSES_AFTER)
    signs = checkins.own_signs(user, sessions)
    return {
        "form": form,
        "refusal": _sign_refusal(user, at),
        "sessions": [
            {
                "row": row,
                "came_at": signs.get((row.pk, "IN")),
                "left_at": signs.get((row.pk, "OUT")),
            }
            for row in sessions
        ],
    }


def _sign_refusal(user: Any, at: datetime) -> str:
    """Answer why the user signs nowhere today, empty when they may."""
    case = checkins.case_of(user)
    if refusal := permissions.sign.refusal(user, case):
        return refusal
    is_held = case is not None and suspensions.stands_still(case, dates.legal_day(at))
    return str(regulations.case_goes_on.sentence) if is_held else ""
