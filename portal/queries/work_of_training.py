"""What waits for who manages classes and practice."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from portal.queries.tasks import SHOWN, Task
from recall.enums import CaseState, ClockKind
from recall.models import Clock
from training.models import CourseRating, PracticePosting


def todo(user: Any, on: date) -> list[Task]:
    """Answer the lines of a class manager, nothing for others."""
    if not (counties := user.counties(Role.CLASS_MANAGER)):
        return []
    rows = [*_postings(user, counties, on), *_ratings(user, counties, on)]
    return rows + _assessments(user, counties, on)


def _postings(user: Any, counties: set[int], on: date) -> list[Task]:
    rows = PracticePosting.objects.visible_to(user).standing()
    rows = rows.filter(case__county__in=counties, until_on__lt=on)
    return [
        Task(
            title=f"{row.case.cadre.name}　{_('实践期满鉴定')}",
            source=row.host_unit.name,
            state=row.case.state,
            kind="",
            due_on=row.until_on,
            url=reverse("training:posting-detail", args=[row.pk]),
        )
        for row in rows.select_related("case__cadre", "host_unit").order_by("until_on")[:SHOWN]
    ]


def _ratings(user: Any, counties: set[int], on: date) -> list[Task]:
    """Answer the ratings whose last day is over, for the result to be opened."""
    rows = CourseRating.objects.told_to(user).filter(session__county__in=counties)  # type: ignore[attr-defined]
    rows = rows.filter(closed_at=None, closes_on__lt=on).order_by("closes_on", "pk")
    return [
        Task(
            title=f"{row.session.title}　{_('截止并公布课程评价')}",
            source=row.session.training_class.title,
            state="",
            kind="",
            due_on=row.closes_on,
            url=reverse("training:rating", args=[row.pk]),
        )
        for row in rows.select_related("session__training_class")[:SHOWN]
    ]


def _assessments(user: Any, counties: set[int], on: date) -> list[Task]:
    """Answer those whose class is over and who were not sent to practice: they wait for a word."""
    rows = Clock.objects.visible_to(user).running().filter(county__in=counties, from_on__lt=on)
    rows = rows.filter(kind=ClockKind.ASSESS, case__state=CaseState.TRAINING)
    return [
        Task(
            title=f"{row.cadre.name}　{_('派出实践锻炼或者综合考核')}",
            source=row.case.unit.name,  # type: ignore[union-attr]  # a term of a case has one
            state=CaseState.TRAINING,
            kind="",
            due_on=row.due_on,
            url=reverse("assessment:case", args=[row.case_id]),
        )
        for row in rows.select_related("cadre", "case__unit").order_by("due_on", "pk")[:SHOWN]
    ]
