"""A meeting's papers: minutes and the table of results, frozen and printed by a job."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.documents import rendering
from recall import permissions
from recall.enums import MeetingState, PaperKind
from recall.models import Meeting, MeetingPaper
from recall.queries import papers
from recall.services.meetings import locked

_TEMPLATES = {
    PaperKind.MINUTES: ("documents/meeting_minutes.html", "会议纪要"),
    PaperKind.TABLE: ("documents/meeting_table.html", "表决结果表"),
}


@transaction.atomic
def request_paper(meeting: Meeting, *, kind: str, by: Any, at: datetime) -> MeetingPaper:
    """Freeze a meeting's facts and ask for their PDF; unchanged facts answer what stands.

    :raises StateConflict: the decisions are not applied yet
    """
    permissions.keep_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.APPLIED)
    snapshot = papers.snapshot(meeting, on=dates.legal_day(at))
    facts = {"kind": kind, "facts_hash": papers.hash_of(snapshot, kind)}
    if row := MeetingPaper.objects.filter(meeting=meeting, **facts).first():
        return row
    template, title = _TEMPLATES[PaperKind(kind)]
    is_minutes = kind == PaperKind.MINUTES
    document = rendering.request(
        template,
        kind=f"minutes_{meeting.body.lower()}" if is_minutes else "meeting_table",
        scope=meeting.county.code,
        reference="{year}年第{number}期" if is_minutes else "",
        title=f"{meeting.name}{title}",
        snapshot=snapshot,
        by=by,
        at=at,
        numbered=is_minutes,  # 期号: one series for each body and year
        verifiable=False,
        comes_back=True,
    )
    row = MeetingPaper.objects.create(
        meeting=meeting, document=document, **facts, requested_by=by, requested_at=at
    )
    trail.record(row, "request_meeting_paper", by=by, at=at, kind=kind)
    return row
