"""上报: a summary goes up to the division above as a report, signed by the county's decider."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents.heads import Head
from core.documents.models import Document
from core.workflow.engine import lock
from reports import permissions, regulations
from reports.models import Summary
from reports.queries import submissions
from units.queries import units


@transaction.atomic
def submit(
    summary: Summary,
    *,
    addressee: str,
    partners: list[tuple[str, str]],
    urgency: str,
    copy_number: int | None,
    contact: str,
    token: UUID,
    by: Any,
    at: datetime,
) -> Document:
    """Issue the report of a summary. Who presses is its 签发人.

    :param partners: further issuers, each with who signed for it, in their order
    :param token: of the form; the same form again answers the same paper and takes no number

    :raises NotAllowed: no decider of the county
    :raises RegulationBroken: RP-05, the summary is not printed yet; GW-01 to GW-04
    """
    summary = lock(summary)
    permissions.submit_summary.check(by, summary)
    if sent := submissions.of_summary(summary).filter(snapshot__form=str(token)).first():
        return sent
    regulations.summary_is_there.check(summary.document.is_ready)
    on = dates.legal_day(at)
    office = f"中共{units.division_name(summary.campaign.county, on)}委组织部"
    others = [name for name, _signer in partners]
    signers = [signer for _name, signer in partners]
    head = Head((office, *others), (by.name, *signers), urgency, copy_number)
    head.check()
    facts = {"addressee": addressee, "contact": contact, "form": str(token)} | head.facts()
    document = _request(summary, facts | _snapshot(summary, on), by=by, at=at)
    trail.record(document, "submit_summary", by=by, at=at, scope=summary.campaign.county.code)
    return document


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def _snapshot(row: Summary, on: date) -> dict[str, Any]:
    return {
        "summary": row.pk,
        "paragraphs": submissions.paragraphs(row),
        "attachments": submissions.attachments(row),
        "issued_on": dates.cn(on),
        "copies_to": [],
    }


def _request(row: Summary, snapshot: dict[str, Any], *, by: Any, at: datetime) -> Document:
    county = row.campaign.county
    return rendering.request(
        "documents/submission.html",
        kind=submissions.KIND,
        scope=county.code,
        reference=f"{county.document_mark}报〔{{year}}〕{{number}}号",
        title=f"关于{row.campaign.title}情况的报告",
        snapshot=snapshot,
        by=by,
        at=at,
    )
