"""Acts on the summaries of a prefecture."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from core import dates
from core.audit import trail
from core.documents import rendering
from core.workflow.engine import lock
from reports import permissions, regulations
from reports.models import PrefectureSummary
from reports.queries import prefecture as queries
from reports.queries import prefecture_report
from units.models import Jurisdiction


@transaction.atomic
def request_summary(
    prefecture: Jurisdiction, *, year: int, as_of: date, by: Any, at: datetime
) -> PrefectureSummary:
    """Freeze what may be published of a year's campaigns as of a day and ask for the PDF.

    Unchanged figures answer the summary that stands, as a county's do.

    :raises NotAllowed: neither an administrator nor a viewer of the prefecture
    :raises RegulationBroken: RP-01, a day in the future
    """
    prefecture = lock(prefecture)
    permissions.request_prefecture_summary.check(by, prefecture)
    regulations.not_in_future.check(as_of, dates.legal_day(at))
    counted = queries.compute(prefecture, year=year, as_of=as_of)
    with translation.override("zh-hans"):
        kept = prefecture_report.snapshot(prefecture.name, counted, on=dates.legal_day(at))
    told = {"prefecture": prefecture, "year": year, "as_of": as_of}
    standing = PrefectureSummary.objects.filter(**told).order_by("-pk").first()
    if standing and standing.figures_hash == kept["figures_hash"]:
        return standing
    document = rendering.request(
        "documents/report.html",
        kind="prefecture_summary",
        scope=prefecture.code,
        reference="",
        title=f"{prefecture.name}{prefecture_report.title(year)}",
        snapshot=kept,
        by=by,
        at=at,
        numbered=False,
        verifiable=True,  # it is handed on, and read beside a later one
    )
    facts = {"figures_hash": kept["figures_hash"], "document": document}
    row = PrefectureSummary.objects.create(**told, **facts, requested_by=by, requested_at=at)
    trail.record(row, "request_prefecture_summary", by=by, at=at, scope=prefecture.code)
    return row
