"""How summaries and the reports that went up stand: until a later one says otherwise."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.documents.models import Document
from core.documents.standings import Standing, register
from reports.models import PrefectureSummary, Summary
from reports.queries import submissions


def _told(is_superseded: bool) -> Standing:
    return Standing.SUPERSEDED if is_superseded else Standing.CURRENT


def _summary(document: Document, _on: date) -> Standing:
    """A summary holds until the same day was counted anew, with other figures."""
    row = Summary.objects.get(document=document)
    later = Summary.objects.filter(campaign=row.campaign_id, as_of=row.as_of, pk__gt=row.pk)
    return _told(later.exists())


def _prefecture(document: Document, _on: date) -> Standing:
    """As a county's: it holds until the same day of the same year's campaigns is counted anew."""
    row = PrefectureSummary.objects.get(document=document)
    same = PrefectureSummary.objects.filter(prefecture=row.prefecture_id, year=row.year)
    return _told(same.filter(as_of=row.as_of, pk__gt=row.pk).exists())


def _report(document: Document, _on: date) -> Standing:
    campaign = Summary.objects.filter(pk=document.snapshot.get("summary")).values("campaign")
    rows = Summary.objects.filter(campaign__in=campaign).values_list("pk", flat=True)
    papers = Document.objects.filter(kind=submissions.KIND, snapshot__summary__in=list(rows))
    return _told(papers.filter(pk__gt=document.pk).exists())


register({"county_summary": _("全县干部召回工作汇总表")}, _summary)
register({"prefecture_summary": _("全州干部召回工作汇总表")}, _prefecture)
register({submissions.KIND: _("工作情况报告")}, _report)
