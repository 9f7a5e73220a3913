"""How a report that went up stands: until a later one of the same campaign went up."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.documents.models import Document
from core.documents.standings import Standing, register
from reports.models import Summary
from reports.queries import submissions


def _report(document: Document, _on: date) -> Standing:
    campaign = Summary.objects.filter(pk=document.snapshot.get("summary")).values("campaign")
    rows = Summary.objects.filter(campaign__in=campaign).values_list("pk", flat=True)
    papers = Document.objects.filter(kind=submissions.KIND, snapshot__summary__in=list(rows))
    later = papers.filter(pk__gt=document.pk)
    return Standing.SUPERSEDED if later.exists() else Standing.CURRENT


register({submissions.KIND: _("工作情况报告")}, _report)
