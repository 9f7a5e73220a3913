"""Papers of assessment, outcome, appeal and label that who works with them may prove (校验)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import OFFICE_ROLES
from assessment.models import Appeal, Assessment, ClearingNote, Disclosure, Outcome
from assessment.queries import disclosure_papers
from core.documents.holders import Holder, register


def _outcomes(user: Any) -> QuerySet[Any]:
    return Outcome.objects.visible_to(user).exclude(case__subject=user)


def _forms(user: Any) -> QuerySet[Any]:
    return Assessment.objects.visible_to(user).exclude(case__subject=user)


def _receipts(user: Any) -> QuerySet[Any]:
    return Appeal.objects.visible_to(user).exclude(case__subject=user)


def _notes(user: Any) -> QuerySet[Any]:
    rows = ClearingNote.objects.visible_to(user).exclude(case__subject=user)
    return rows.filter(case__county__in=user.counties(*OFFICE_ROLES))


def _hangs_there(paper: Any, user: Any) -> bool:
    rows = Disclosure.objects.visible_to(user)
    return rows.filter(pk=paper.snapshot.get("disclosure")).exists()


def _case(row: Any) -> str:
    return reverse("assessment:case", args=[row.case_id])


register(Holder(kinds=("return_notice", "outcome_decision"), rows=_outcomes, page=_case))
register(Holder(kinds=("assessment_form",), rows=_forms, page=_case))
register(
    Holder(
        kinds=("appeal_receipt",),
        rows=_receipts,
        field="receipt",
        page=lambda row: reverse("assessment:appeal", args=[row.pk]),
    )
)
register(
    Holder(
        kinds=("label_over",),
        rows=_notes,
        page=lambda row: reverse("assessment:after-case", args=[row.case_id]),
    )
)
register(
    Holder(
        kinds=(disclosure_papers.KIND,),
        rows=disclosure_papers.of_user,
        field="pk",
        page=lambda row: reverse("assessment:disclosure", args=[row.snapshot["disclosure"]]),
        opens=_hangs_there,
    )
)
