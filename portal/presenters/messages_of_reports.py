"""What the messages of summaries say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import spoken
from core.documents.models import DocumentState
from core.notify.kinds import Kind
from reports.enums import Told
from reports.models import PrefectureSummary, SummaryDate


def _made(user: Any) -> QuerySet:
    rows = SummaryDate.objects.visible_to(user).filter(summary__isnull=False)
    return rows.select_related("campaign", "summary__document")


def _words(row: SummaryDate) -> str:
    told = {"campaign": row.campaign.title, "day": spoken(row.on)}
    if row.summary.document.state == DocumentState.FAILED:
        return _("%(campaign)s　%(day)s的汇总未能印出") % told
    return _("%(campaign)s　%(day)s的汇总已生成") % told


def _page(row: SummaryDate, _user: Any) -> str:
    return reverse("reports:campaign", args=[row.campaign_id])


def _wholes(user: Any) -> QuerySet:
    rows = PrefectureSummary.objects.visible_to(user)
    return rows.select_related("prefecture", "document")


def _whole_words(row: PrefectureSummary) -> str:
    told = {"place": row.prefecture.name, "day": spoken(row.as_of)}
    if row.document.state == DocumentState.FAILED:
        return _("%(place)s　%(day)s的全州汇总未能印出") % told
    return _("%(place)s　%(day)s的全州汇总已生成") % told


def _whole_page(row: PrefectureSummary, _user: Any) -> str:
    return reverse("reports:prefecture", args=[row.prefecture_id])


KINDS = [
    Kind.of(Told.SUMMARY_MADE, _made, _words, _page),
    Kind.of(Told.PREFECTURE_MADE, _wholes, _whole_words, _whole_page),
]
