"""Questions about classes and their timetables."""

from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from training.enums import BlockKind
from training.models import Session, TrainingClass


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
        .annotate(mark_count=Count("attendance"))
        .order_by("starts_at", "pk")
    )


def is_theory_day(training_class: TrainingClass, on: date) -> bool:
    """Answer whether a day lies in a span of theory."""
    return training_class.blocks.filter(
        kind=BlockKind.THEORY, from_on__lte=on, until_on__gte=on
    ).exists()
