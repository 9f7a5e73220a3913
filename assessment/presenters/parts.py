"""What is shown of an assessment's parts, and of its form."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from assessment.enums import Part
from assessment.forms.assessments import NotApplicableForm, ScoreForm
from assessment.models import Assessment
from assessment.queries import measures, scores
from assessment.queries.gate import spoken
from core.documents import presenters as documents
from training.queries import polls, summaries


def score_rows(assessment: Any, standing: Any, bound: Any) -> list[dict[str, Any]]:
    """Answer each part with its form, filled with what is on record."""
    rows = []
    for row in standing.rows:
        ids, initial = f"id_score_{row.part}_%s", {"part": row.part}
        if row.score:
            initial |= {
                name: getattr(row.score, name)
                for name in ("value", "source", "not_applicable_reason")
            }
        is_bound = bound is not None and bound.auto_id == ids
        text = summaries.accepted(assessment.case) if row.part == Part.SELF else None
        if text and not row.score:
            initial["source"] = measures.summary_source(text)
        is_by_poll = polls.is_by_poll(assessment.case, row.part)
        kind = NotApplicableForm if is_by_poll else ScoreForm
        form = bound if is_bound else kind(auto_id=ids, initial=initial)
        found = measures.measured(assessment.case, row.part)
        told = {"row": row, "form": form, "is_open": is_bound, "measured": found, "text": text}
        rows.append(told | _ballot(assessment.case, row.part))
    return rows


def _ballot(case: Any, part: str) -> dict[str, Any]:
    """Answer why no ballot decides a part yet, and where one is held."""
    missing = measures.missing(case, part)
    room = case.enrolments.filter(withdrawn_at=None).first() if missing else None
    return {
        "missing": missing,
        "polls": reverse("training:class-polls", args=[room.training_class_id]) if room else "",
    }


def part(assessment: Assessment, code: str, *, user: Any) -> dict[str, Any]:
    """Answer weight, value and contribution of a part, its rule and rows, and every version."""
    row = next(row for row in scores.sum_of(assessment).rows if row.part == code)
    versions = list(assessment.versions.filter(part=code).select_related("by").order_by("-number"))
    is_own = assessment.case.subject_id == user.pk
    page = "assessment:own-result" if is_own else "assessment:case"
    return {
        "assessment": assessment,
        "case": assessment.case,
        "row": row,
        "now": versions[0] if versions else None,
        "rule": spoken(versions[0].rule) if versions else "",
        "versions": versions,
        "back": reverse(page, args=[assessment.case_id]),
        "title": row.label,
    }


def form_progress(assessment: Assessment, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of the form's progress fragment; nothing without a form."""
    if assessment.document is None:
        return {}
    is_own = assessment.case.subject_id == user.pk
    return documents.progress(
        assessment.document,
        at=at,
        poll_url=reverse("assessment:assessment-form", args=[assessment.pk]),
        file_url=reverse("assessment:assessment-form-file", args=[assessment.pk]),
        proof=None if is_own else documents.proof_of(assessment, assessment.document),
    )
