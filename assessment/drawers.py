"""Papers of outcome, assessment and appeal that come back signed."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from assessment.models import Appeal, Assessment, Outcome
from core.documents.drawers import Drawer, register
from core.documents.models import Document
from recall.models import Case


def _outcomes(user: Any) -> QuerySet[Any]:
    rows = Outcome.objects.filter(case__in=Case.objects.visible_to(user))
    return rows.exclude(document=None).values("document")


def _person(document: Document) -> int | None:
    rows = Outcome.objects.filter(document=document)
    return rows.values_list("case__cadre", flat=True).first()


def _forms(user: Any) -> QuerySet[Any]:
    rows = Assessment.objects.filter(case__in=Case.objects.visible_to(user))
    return rows.exclude(document=None).values("document")


def _assessed(document: Document) -> int | None:
    rows = Assessment.objects.filter(document=document)
    return rows.values_list("case__cadre", flat=True).first()


def _receipts(user: Any) -> QuerySet[Any]:
    return Appeal.objects.visible_to(user).exclude(receipt=None).values("receipt")


def _appealed(document: Document) -> int | None:
    rows = Appeal.objects.filter(receipt=document)
    return rows.values_list("case__cadre", flat=True).first()


def _on_own_page() -> QuerySet[Any]:
    """Who filed it on their own page has the receipt there and need not sign for the paper."""
    rows = Appeal.objects.filter(filed_by=F("case__subject"))
    return rows.exclude(receipt=None).values("receipt")


register(
    Drawer(
        kinds=("return_notice", "outcome_decision"),
        label=_("送达回证（结果文书）"),
        seen_by=_outcomes,
        person=_person,
    )
)
register(
    Drawer(
        kinds=("assessment_form",),
        label=_("综合考核表"),
        seen_by=_forms,
        person=_assessed,
    )
)
register(
    Drawer(
        kinds=("appeal_receipt",),
        label=_("签收单（收件回执）"),
        seen_by=_receipts,
        person=_appealed,
        spared=_on_own_page,
    )
)
