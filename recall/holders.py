"""Papers of nominations, cases and meetings that who works with them may prove (校验)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from core.documents.holders import Holder, register
from recall.models import Allegation, Case, Meeting, MeetingPaper, ReasonSheet, Rehabilitation
from recall.models.rehabilitations import CLEARING
from recall.presenters import cases, meetings, reasons, rehabilitations


def _cases(user: Any) -> QuerySet[Any]:
    return Case.objects.visible_to(user).exclude(subject=user)


def _sheets(user: Any) -> QuerySet[Any]:
    """The department's; who judges an appeal reads the same sheet on a page of the appeal."""
    counties = user.counties(*CLEARING)
    return ReasonSheet.objects.visible_to(user).filter(nomination__county__in=counties)


def _meetings(user: Any) -> QuerySet[Any]:
    rows = MeetingPaper.objects.filter(meeting__in=Meeting.objects.visible_to(user))
    return rows.select_related("meeting")


def _is_open(paper: Any, user: Any) -> bool:
    return not meetings.is_closed_to(paper.meeting, user)


register(
    Holder(
        kinds=("recall_notice",),
        rows=_cases,
        field="notice",
        page=lambda row: reverse(cases.OFFICE_PAGE, args=[row.pk]),
    )
)
register(
    Holder(
        kinds=("allegation",),
        rows=Allegation.objects.visible_to,
        page=lambda row: reverse("recall:nomination", args=[row.nomination_id]),
    )
)
register(
    Holder(
        kinds=("reasons",),
        rows=_sheets,
        page=lambda row: reverse(reasons.OFFICE_PAGE, args=[row.nomination_id]),
    )
)
register(
    Holder(
        kinds=("clearing_letter",),
        rows=Rehabilitation.objects.visible_to,
        field="letter",
        page=lambda row: reverse(rehabilitations.OFFICE_PAGE, args=[row.pk]),
    )
)
register(
    Holder(
        kinds=("minutes_ministers", "minutes_standing", "meeting_minutes", "meeting_table"),
        rows=_meetings,
        page=lambda row: reverse("recall:meeting", args=[row.meeting_id]),
        opens=_is_open,
    )
)
