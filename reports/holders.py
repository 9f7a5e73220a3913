"""Reports that went up, for who works with them (校验)."""

from typing import Any

from django.urls import reverse

from core.documents.holders import Holder, register
from core.documents.models import Document
from reports.models import Summary
from reports.queries import submissions


def _page(row: Document) -> str:
    summary = Summary.objects.get(pk=row.snapshot["summary"])
    return reverse("reports:campaign", args=[summary.campaign_id])


def _rows(user: Any) -> Any:
    return submissions.of_user(user)


register(Holder(kinds=(submissions.KIND,), rows=_rows, field="pk", page=_page))
