"""What the person's own page shows: numbers, result, remedy, and the time after."""

from datetime import datetime
from typing import Any

from assessment.models import Appeal, Assessment, ClearingNote, FollowUp, Outcome
from assessment.presenters import parts
from assessment.presenters.cases import outcome_part
from assessment.queries import scores
from core import dates
from recall.models import Case


def own(case: Case, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of the person's own result page."""
    assessment = Assessment.objects.visible_to(user).filter(case=case).first()
    outcome = Outcome.objects.visible_to(user).filter(case=case).first()
    return {
        "case": case,
        "assessment": assessment,
        "assessment_form": parts.form_progress(assessment, user=user, at=at) if assessment else {},
        "sum": scores.sum_of(assessment) if assessment else None,
        "on": dates.legal_day(at),
        "appeals": list(Appeal.objects.of_person(user).filter(case=case).order_by("pk")),
        "own_bans": list(case.bans.in_force(dates.legal_day(at)).order_by("kind")),
        "own_visits": list(FollowUp.objects.of_person(user).filter(case=case).order_by("months")),
        "has_clearing_note": ClearingNote.objects.filter(
            case=case, document__state="READY"
        ).exists(),
        **outcome_part(outcome, at=at, own=True),
    }
