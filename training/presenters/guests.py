"""What the pages of invitations show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from training.models import Guest, PracticePosting, TrainingClass
from training.models.guests import WRONG_CODES
from training.permissions import guests as permissions
from training.queries import guests
from training.regulations import guests as regulations


def of_posting(posting: PracticePosting, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer a posting's invitations, and whether a contact can be invited."""
    on = dates.legal_day(at)
    last = guests.posting_ends_on(posting, on=on)
    is_over = not regulations.still_goes_on.is_kept(last, on)
    rows = guests.of_posting(posting)
    standing = any(row.role == "HOST" and not row.revoked_at for row in rows)
    return {
        "about": f"{posting.case.cadre.name}　{posting.place}",
        "guests": [_line(row, at=at, is_over=is_over) for row in rows],
        "new_url": "" if is_over or standing else _url("guest-new", posting.pk),
        "new_label": _("邀请接收单位联系人"),
        "last_on": last,
        "is_over": is_over,
        "refusal": permissions.invite.refusal(user, posting),
        "crumbs": posting_crumbs(posting, _("邀请")),
        "back": _url("posting-detail", posting.pk),
        "has_mentor": not posting.mentor.is_guest,
        "posting": posting,
    }


def of_class(row: TrainingClass, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer a class's invited teachers, and whether one more can be invited."""
    last = guests.class_ends_on(row)
    is_over = not regulations.still_goes_on.is_kept(last, dates.legal_day(at))
    can_invite = not is_over and guests.teachers_of(row).exists()
    return {
        "about": row.title,
        "guests": [_line(g, at=at, is_over=is_over) for g in guests.of_class(row)],
        "new_url": _url("class-guest-new", row.pk) if can_invite else "",
        "new_label": _("邀请授课教师"),
        "last_on": last,
        "is_over": is_over,
        "refusal": permissions.invite.refusal(user, row),
        "crumbs": class_crumbs(row, _("邀请")),
        "back": _url("class-detail", row.pk),
    }


def _url(name: str, *args: Any) -> str:
    return reverse(f"training:{name}", args=args)


def posting_crumbs(posting: PracticePosting, title: str) -> list[tuple[str, str | None]]:
    return [
        (_("实践锻炼"), _url("posting-list")),
        (str(posting.case), _url("posting-detail", posting.pk)),
        (title, None),
    ]


def class_crumbs(row: TrainingClass, title: str) -> list[tuple[str, str | None]]:
    return [
        (_("培训班"), _url("class-list")),
        (row.title, _url("class-detail", row.pk)),
        (title, None),
    ]


def crumbs(guest: Guest, title: str) -> list[tuple[str, str | None]]:
    """Answer the way back from an act on an invitation."""
    if guest.posting is not None:
        return posting_crumbs(guest.posting, title)
    return class_crumbs(guest.training_class, title)  # type: ignore[arg-type]  # kept by the table


def back(guest: Guest) -> str:
    """Answer the page on which an invitation is listed."""
    if guest.posting_id:
        return _url("guest-list", guest.posting_id)
    return _url("class-guests", guest.training_class_id)


def _line(guest: Guest, *, at: datetime, is_over: bool) -> dict[str, Any]:
    words, tone, icon = _state(guest, at=at, is_over=is_over)
    offered = [("slip", _("发邀请条"))]
    if guest.link_key:
        offered = [("code", _("发新码")), ("slip", _("重发邀请条")), ("revoke", _("收回"))]
    return {
        "row": guest,
        "words": words,
        "tone": tone,
        "icon": icon,
        "acts": []
        if is_over
        else [{"label": label, "url": _url("guest-act", guest.pk, n)} for n, label in offered],
    }


def _state(guest: Guest, *, at: datetime, is_over: bool) -> tuple[str, str, str]:
    """Answer words, tone and icon of where an invitation stands."""
    if is_over:
        return _("已结束"), "line", "lock"
    if guest.revoked_at:
        return _("已收回"), "line", "lock"
    if not guest.link_key:
        return _("还没有发邀请条"), "amber", "circle-user-round"
    if guest.wrong_count >= WRONG_CODES:
        return _("输错 5 次，已锁定"), "red", "lock"
    if guest.code_key:
        is_good = guests.is_usable(guest, at=at)
        return (_("待打开"), "blue", "clock") if is_good else (_("登录码已过期"), "amber", "clock")
    return _("已打开"), "green", "circle-check"


def lessons(guest: Guest, *, at: datetime) -> list[dict[str, Any]]:
    """Answer a teacher's own lessons: each with whether the roll can be taken now."""
    return [
        {
            "row": row,
            "is_open": row.starts_at <= at
            and regulations.roll_is_taken_in_time.is_kept(row.ends_at, at),
            "is_ahead": at < row.starts_at,
        }
        for row in guests.lessons_of(guest)
    ]
