"""Summaries and reports that went up, for who works with them (校验)."""

from typing import Any

from django.urls import reverse

from accounts.enums import Role
from core.documents.holders import Holder, register
from core.documents.models import Document
from reports.models import PrefectureSummary, Summary
from reports.queries import submissions


def _page(row: Document) -> str:
    summary = Summary.objects.get(pk=row.snapshot["summary"])
    return reverse("reports:campaign", args=[summary.campaign_id])


def _rows(user: Any) -> Any:
    return submissions.of_user(user)


def _summaries(user: Any) -> Any:
    """Answer those that the administrators of a county ask for; others read them."""
    return Summary.objects.filter(campaign__county__in=user.counties(Role.COUNTY_ADMIN))


def _summary_page(row: Summary) -> str:
    return reverse("reports:campaign", args=[row.campaign_id])


def _prefectures(user: Any) -> Any:
    """Answer those that who looks after a prefecture asks for."""
    places = user.counties(Role.COUNTY_ADMIN, Role.PREFECTURE_VIEWER)
    return PrefectureSummary.objects.filter(prefecture__in=places)


def _prefecture_page(row: PrefectureSummary) -> str:
    return reverse("reports:prefecture", args=[row.prefecture_id])


register(Holder(kinds=(submissions.KIND,), rows=_rows, field="pk", page=_page))
register(Holder(kinds=("county_summary",), rows=_summaries, page=_summary_page))
register(Holder(kinds=("prefecture_summary",), rows=_prefectures, page=_prefecture_page))
