"""Cases on the desk of assessment and outcome."""

from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from recall.enums import CaseState as S
from recall.models import Case
from training.models import Enrolment, PracticePosting
from training.queries import attendance

STAGES: dict[str, tuple[S, ...]] = {
    "pending": (S.TRAINING, S.PRACTICE),
    "assessed": (S.ASSESSED,),
    "decided": (S.DECIDED, S.TRACKING, S.CLOSED),
}
ALL = tuple(state for states in STAGES.values() for state in states)


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Answer the cases from class to close with all that one line of the list shows."""
    return rows.filter(state__in=ALL).select_related(
        "cadre", "unit", "campaign", "nomination", "assessment", "outcome"
    )


def counts(rows: QuerySet[Case]) -> dict[str, int]:
    """Answer the number of cases in each stage."""
    by_state: dict[str, int] = dict(
        rows.filter(state__in=ALL).order_by().values_list("state").annotate(n=Count("pk"))
    )
    return {
        stage: sum(by_state.get(state, 0) for state in states) for stage, states in STAGES.items()
    }


class Course(NamedTuple):
    """What a case went through, the first first."""

    classes: list[Enrolment]
    postings: list[PracticePosting]


def course_of(case: Case) -> Course:
    """Answer a case's classes with their attendance and its practice."""
    return Course(list(reversed(enrolments_of(case))), list(reversed(postings_of(case))))


def enrolments_of(case: Case) -> QuerySet[Enrolment]:
    """Answer a case's places in classes with the attendance figures, the newest first."""
    rows = Enrolment.objects.filter(case=case).select_related("training_class")
    return attendance.with_rates(rows).order_by("-pk")


def postings_of(case: Case) -> QuerySet[PracticePosting]:
    """Answer a case's practice postings, the newest first."""
    rows: Any = PracticePosting.objects.filter(case=case)
    return rows.select_related("host_unit", "mentor").annotate(n=Count("entries")).order_by("-pk")
