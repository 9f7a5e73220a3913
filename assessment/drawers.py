"""Receipts of outcomes that come back signed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessment.models import Outcome
from core.documents.drawers import Drawer, register
from core.documents.models import Document
from recall.models import Case


def _outcomes(user: Any) -> QuerySet[Any]:
    rows = Outcome.objects.filter(case__in=Case.objects.visible_to(user))
    return rows.exclude(document=None).values("document")


def _person(document: Document) -> int | None:
    rows = Outcome.objects.filter(document=document)
    return rows.values_list("case__cadre", flat=True).first()


register(
    Drawer(
        kinds=("return_notice", "outcome_decision"),
        label=_("送达回证（结果文书）"),
        seen_by=_outcomes,
        person=_person,
    )
)
