"""Questions about practice."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from recall.models import Case
from training.models import PracticePosting

JOURNAL_EVERY_DAYS = 7  # domain reference 2.11: practice log weekly


def mentor_load(mentor: Any, from_on: date, until_on: date) -> int:
    """Answer how many standing postings a mentor has in a span."""
    return (
        PracticePosting.objects.standing()
        .filter(mentor=mentor, from_on__lte=until_on, until_on__gte=from_on)
        .count()
    )


def standing_of(case: Case) -> PracticePosting | None:
    """Answer the posting of a case that is not finished, None if there is none."""
    return PracticePosting.objects.standing().filter(case=case).first()


def listed(rows: QuerySet[PracticePosting]) -> QuerySet[PracticePosting]:
    """Answer postings with all that one line of a list shows, those ending soonest first."""
    return (
        rows.select_related("case__cadre", "case__unit", "host_unit", "mentor")
        .annotate(
            entry_count=Count("entries"),
            last_entry_on=Max("entries__on"),
            unremarked_count=Count("entries", filter=Q(entries__remarked_at=None)),
        )
        .order_by("finished_on", "until_on", "pk")
    )
