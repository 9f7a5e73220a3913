"""Papers of nominations, cases and meetings that come back signed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.documents.drawers import Drawer, register
from core.documents.models import Document
from recall.enums import NominationState
from recall.models import (
    Allegation,
    Case,
    Meeting,
    MeetingPaper,
    Nomination,
    ReasonReading,
    ReasonSheet,
)
from recall.queries import statement_papers
from recall.services import statement_papers as papers


def _notices(user: Any) -> QuerySet[Any]:
    return Case.objects.visible_to(user).exclude(notice=None).values("notice")


def _of_case(document: Document) -> int | None:
    return Case.objects.filter(notice=document).values_list("cadre", flat=True).first()


def _allegations(user: Any) -> QuerySet[Any]:
    rows = Allegation.objects.filter(nomination__in=Nomination.objects.visible_to(user))
    return rows.exclude(document=None).values("document")


def _of_allegation(document: Document) -> int | None:
    rows = Allegation.objects.filter(document=document)
    return rows.values_list("nomination__cadre", flat=True).first()


def _reasons(user: Any) -> QuerySet[Any]:
    return ReasonSheet.objects.visible_to(user).values("document")


def _of_reasons(document: Document) -> int | None:
    rows = ReasonSheet.objects.filter(document=document)
    return rows.values_list("nomination__cadre", flat=True).first()


def _read_on_screen() -> QuerySet[Any]:
    """Who said on their own page that they read it need not sign the paper."""
    return ReasonReading.objects.values("sheet__document")


def _statements(user: Any) -> QuerySet[Any]:
    return statement_papers.of_nominations(statement_papers.readable(user))


def _of_statement(document: Document) -> int | None:
    return statement_papers.nomination_of(document).cadre_id


def _answered(document: Document) -> str:
    """A page that comes after the answer was recorded waits for a person."""
    is_open = statement_papers.nomination_of(document).state == NominationState.VERIFIED
    return "" if is_open else str(_("答复已经登记"))


def _meetings(user: Any) -> QuerySet[Any]:
    rows = MeetingPaper.objects.filter(meeting__in=Meeting.objects.visible_to(user))
    return rows.values("document")


register(
    Drawer(
        kinds=("recall_notice",),
        label=_("送达回证（召回通知书）"),
        seen_by=_notices,
        person=_of_case,
    )
)
register(
    Drawer(
        kinds=("allegation",),
        label=_("送达回证（告知书）"),
        seen_by=_allegations,
        person=_of_allegation,
    )
)
register(
    Drawer(
        kinds=("reasons",),
        label=_("阅知回执（说明书）"),
        seen_by=_reasons,
        person=_of_reasons,
        spared=_read_on_screen,
    )
)
register(
    Drawer(
        kinds=(statement_papers.KIND,),
        label=_("陈述申辩书"),
        seen_by=_statements,
        read_by=statement_papers.read_along,
        person=_of_statement,
        closed=_answered,
        hold=papers.hold,
        spared=statement_papers.settled,
        came=papers.came,
    )
)
register(
    Drawer(
        kinds=("minutes_ministers", "minutes_standing", "meeting_minutes", "meeting_table"),
        label=_("会议签字材料"),
        seen_by=_meetings,
    )
)
