"""Questions about classes and their timetables."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from accounts.enums import Role
from accounts.models import Grant, User
from recall.enums import CampaignState
from recall.models import Campaign
from training.enums import BlockKind, SessionKind
from training.models import Session, TrainingClass
from units.models import Jurisdiction


def listed(rows: QuerySet[TrainingClass]) -> QuerySet[TrainingClass]:
    """Answer classes with all that one line of a list shows, the newest first."""
    return (
        rows.select_related("campaign", "county", "manager")
        .annotate(
            trainee_count=Count(
                "enrolments", filter=Q(enrolments__withdrawn_at=None), distinct=True
            ),
            block_count=Count("blocks", distinct=True),
            first_session_at=Min("sessions__starts_at"),
        )
        .order_by("-opens_on", "-pk")
    )


def timetable(training_class: TrainingClass) -> QuerySet[Session]:
    """Answer all sessions in time, those called off too, with the number of marks."""
    return (
        Session.objects.filter(training_class=training_class)
        .select_related("hall")
        .annotate(mark_count=Count("attendance"))
        .order_by("starts_at", "pk")
    )


def is_day_for(training_class: TrainingClass, on: date, kind: str) -> bool:
    """Answer whether a lesson of a kind may lie on a day: in theory, practice also in practice."""
    kinds = [BlockKind.THEORY]
    if kind == SessionKind.PRACTICE:
        kinds.append(BlockKind.PRACTICE)
    return training_class.blocks.filter(kind__in=kinds, from_on__lte=on, until_on__gte=on).exists()


def of_day(training_class: TrainingClass, on: date) -> QuerySet[Session]:
    """Answer the standing sessions of a day, in time."""
    return (
        Session.objects.standing()
        .filter(training_class=training_class, starts_at__date=on)
        .select_related("lecturer", "hall")
        .order_by("starts_at", "pk")
    )


def open_campaigns(user: Any) -> QuerySet[Campaign]:
    """Answer the running campaigns for which the user may plan a class."""
    counties = user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
    return Campaign.objects.filter(county__in=counties, state=CampaignState.OPEN).order_by("-pk")


def managers(user: Any, *, on: date) -> QuerySet[User]:
    """Answer the class managers of the user's counties."""
    counties = user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
    held = Grant.objects.in_force(on).filter(role=Role.CLASS_MANAGER, county__in=counties)
    return User.objects.filter(grants__in=held, is_active=True).distinct().order_by("name", "pk")


def divisions(counties: set[int]) -> QuerySet[Jurisdiction]:
    """Answer the counties themselves, in the order of their codes."""
    return Jurisdiction.objects.filter(pk__in=counties).order_by("code")


def planning_counties(user: Any) -> set[int]:
    """Answer the counties in which the user may plan classes."""
    return user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
