"""What a posting's page shows of pauses, extension and transfers, and what may be done."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from training.models import (
    MentorHandover,
    PostingExtension,
    PostingPause,
    PostingTransfer,
    PracticePosting,
)
from training.permissions import practice as permissions
from training.presenters import handovers
from training.services.posting_changes import pause_of


def of(posting: PracticePosting, *, user: Any) -> list[dict[str, Any]]:
    """Answer the changes for a timeline, the newest first.

    Why it stood still is said to the department and to the person alone; a host or a mentor reads
    that it did.
    """
    is_told = user.pk == posting.case.subject_id or permissions.change_posting.allows(user, posting)
    pauses = posting.pauses.select_related("paused_by")
    rows = [_pause(row, is_told=is_told) for row in pauses]
    for extension in PostingExtension.objects.filter(posting=posting).select_related("extended_by"):
        rows.append(_extension(extension))
    moved = posting.transfers.select_related("moved_by", "from_mentor", "to_mentor")
    rows += [_transfer(row) for row in moved]
    rows += handovers.events(posting, user=user)
    return sorted(rows, key=lambda row: row["at"], reverse=True)


def standing_pause(posting: PracticePosting) -> PostingPause | None:
    return pause_of(posting)


def _pause(row: PostingPause, *, is_told: bool) -> dict[str, Any]:
    first = dates.spoken(row.from_on)
    if row.until_on:
        days = (row.until_on - row.from_on).days + 1
        last = dates.spoken(row.until_on)
        span = _("%(first)s — %(last)s，共 %(days)s 天，终止日期顺延") % {
            "first": first,
            "last": last,
            "days": days,
        }
    else:
        span = _("自%(first)s起") % {"first": first}
    why = f"{row.get_kind_display()}：{row.note}" if is_told else ""
    return {
        "label": _("暂停"),
        "who": row.paused_by.name,
        "at": row.paused_at,
        "opinion": f"{span}。{why}",
        "tone": "" if row.until_on else "now",
    }


def _extension(row: PostingExtension) -> dict[str, Any]:
    words = _("由%(before)s延至%(after)s。%(reason)s")
    return {
        "label": _("延期"),
        "who": row.extended_by.name,
        "at": row.extended_at,
        "opinion": words
        % {
            "before": dates.spoken(row.before_on),
            "after": dates.spoken(row.after_on),
            "reason": row.reason,
        },
        "tone": "",
    }


def _transfer(row: PostingTransfer) -> dict[str, Any]:
    words = _(
        "%(on)s由%(from)s（带教人%(old)s）转到%(to)s（带教人%(new)s）。%(reason)s。交接：%(handover)s"
    )
    return {
        "label": _("转接"),
        "who": row.moved_by.name,
        "at": row.moved_at,
        "opinion": words
        % {
            "on": dates.spoken(row.on),
            "from": row.from_place,
            "old": row.from_mentor.name,
            "to": row.to_place,
            "new": row.to_mentor.name,
            "reason": row.reason.rstrip("。"),
            "handover": row.handover,
        },
        "tone": "",
    }


def moves(posting: PracticePosting, *, user: Any) -> list[dict[str, str]]:
    """Answer the pages on which the user may change the posting now."""
    if posting.finished_on or posting.held_from_on:
        return []
    if not permissions.change_posting.allows(user, posting):
        return []
    is_paused = pause_of(posting) is not None
    offered = [("resume", _("恢复"), "sprout")] if is_paused else [("pause", _("暂停"), "lock")]
    if not PostingExtension.objects.filter(posting=posting).exists():
        offered.append(("extend", _("延期"), "calendar-days"))
    offered.append(("transfer", _("转接"), "map-pin"))
    pages = [
        {"label": label, "icon": icon, "url": reverse("training:posting-act", args=[posting.pk, n])}
        for n, label, icon in offered
    ]
    return [*pages, _mentor_page(posting)]


def _mentor_page(posting: PracticePosting) -> dict[str, str]:
    """Answer where the mentor is changed: the handover that waits, or a new one."""
    waiting = MentorHandover.objects.open().filter(posting=posting).first()
    if waiting:
        page = reverse("training:handover", args=[waiting.pk])
        return {"label": _("带教交接待签字"), "icon": "clock", "url": page}
    page = reverse("training:handover-new", args=[posting.pk])
    return {"label": _("更换带教人"), "icon": "users-round", "url": page}


def after_resume(posting: PracticePosting) -> str:
    """Say what resuming does to the last day, with the days lost until yesterday left open."""
    pause = pause_of(posting)
    if pause is None:
        return ""
    one_on = pause.from_on + timedelta(days=1)
    return _(
        "暂停几天，终止日期就顺延几天：如果%(on)s恢复，顺延 1 天；日志和期满时间重新计算。"
    ) % {"on": dates.spoken(one_on)}
