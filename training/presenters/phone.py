"""What the phone pages of trainee, mentor and host show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.sealing import boxes
from core.ui import lists
from training.enums import AttendanceStatus
from training.models import PracticePosting, Session
from training.presenters.postings import entries
from training.queries import (
    checkins,
    examinations,
    handovers,
    postings,
    problems,
    reviews,
    wishes,
)
from training.queries.today import Deadline, Today
from training.regulations import attendance as rules

WAITING = 5  # closed problems that wait for a resident's word
SHOWN = 3  # entries under each trainee; the posting's page has all
_TONES = {"PRESENT": "green", "LATE": "amber", "LEFT_EARLY": "amber", "LEAVE": "blue"}


def today(day: Today, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of the trainee's day."""
    return {
        "day": day,
        "sessions": [_session(row, at) for row in day.sessions],
        "next": _next(day.deadlines[0]) if day.deadlines else None,
        "mini": _mini(day),
        "place_in_class": _place(day),
        "rate": _percent(day),
        "signing": checkins.open_now(user, at, before=rules.OPENS_BEFORE, after=rules.CLOSES_AFTER),
        "examinations": examinations.due_of(user, at),
        "stays": day.latest if day.case and not wishes.is_settled(day.case) else None,
        "on": day.on,
    }


def _session(row: Session, at: datetime) -> dict[str, Any]:
    state = "past" if row.ends_at <= at else "now" if row.starts_at <= at else "next"
    status = row.my_status  # type: ignore[attr-defined]  # from queries.today.sessions_of
    return {
        "row": row,
        "state": state,
        "status": AttendanceStatus(status).label if status else "",
        "tone": _TONES.get(status, "red"),
    }


def _next(due: Deadline) -> dict[str, Any]:
    """Answer what is due next: words, day, and where to do it."""
    if due.kind == "session":
        return {"title": due.subject.title, "due": due, "url": "", "hint": due.subject.room}
    if due.kind == "class":
        return {"title": _("集中学习结束"), "due": due, "url": "", "hint": due.subject.venue}
    if due.kind == "journal":
        return {
            "title": _("写实践日志"),
            "due": due,
            "url": reverse("training:journal-write", args=[due.subject.pk]),
            "label": _("去写日志"),
            "hint": _("至少每 %(n)s 天写一篇，可以在手机上直接填写。")
            % {"n": postings.journal_every(due.subject)},
        }
    return {"title": _("实践锻炼期满"), "due": due, "url": "", "hint": due.subject.place}


def _mini(day: Today) -> list[dict[str, str]]:
    """Answer the stages of the person's way, the present one marked."""
    stages = [
        ("SERVED", _("已送达")),
        ("TRAINING", _("集中学习")),
        ("PRACTICE", _("实践锻炼")),
        ("ASSESSED", _("综合考核")),
        ("DECIDED", _("结果")),
    ]
    codes = [code for code, _label in stages]
    state = day.case.state if day.case else ""
    here = codes.index(state) if state in codes else -1
    return [
        {"label": label, "state": "done" if n < here else "now" if n == here else "todo"}
        for n, (_code, label) in enumerate(stages)
    ]


def _place(day: Today) -> dict[str, int] | None:
    """Answer the day's number within the class, None outside it."""
    if day.enrolment is None or day.block is None:
        return None
    first, last = day.blocks[0].from_on, day.blocks[-1].until_on
    return {"day": (day.on - first).days + 1, "days": (last - first).days + 1}


def _percent(day: Today) -> int | None:
    rate = day.enrolment.rate if day.enrolment else None  # type: ignore[attr-defined]
    return None if rate is None else round(rate * 100)


def journal(
    posting: PracticePosting, form: Any, *, user: Any, on: date, params: Any
) -> dict[str, Any]:
    """Answer the context of the journal's page: a page of entries, and the phone's seal."""
    page = lists.page_of(postings.entries_of(posting), params)
    return {
        "posting": posting,
        "form": form,
        "page": page,
        "entries": [{"entry": entry, "form": None} for entry in page],
        "is_still": postings.stands_still(posting, on),
        "seal": boxes.fingerprint(f"journal:{user.pk}"),
        "on": on,
    }


def my_trainees(user: Any, *, on: date, bound: Any = None) -> dict[str, Any]:
    """Answer the context of a mentor's or a host's page: each trainee with the latest entries."""
    rows = list(postings.listed(PracticePosting.objects.guided_by(user).standing(), on=on))
    written = postings.journals(rows)
    due = reviews.due_months(rows, on=on)
    return {
        "trainees": [
            {
                "posting": row,
                "month": due.get(row.pk),
                "entries": entries(written[row.pk][:SHOWN], user=user, bound=bound),
                "journal_due_on": postings.journal_due(
                    row,
                    row.last_entry_on,  # type: ignore[attr-defined]  # from queries.postings.listed
                    is_still=row.is_still,  # type: ignore[attr-defined]
                ),
            }
            for row in rows
        ],
        "for_word": list(problems.for_word(user)[:WAITING]),
        "wishes": wishes.for_answer(user),
        "unscaled": list(reviews.awaiting_scales(user)),
        "handovers": list(handovers.waiting_for(user)),
        "on": on,
        "form": bound,
    }
