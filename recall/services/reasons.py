"""“为什么是我”: the sheet of reasons, made by the decision itself or on demand for older ones."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.documents import rendering
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions
from recall.models import Nomination, ReasonReading, ReasonSheet
from recall.queries.reasons import Reasons, reasons
from recall.regulations import reasons as rules
from recall.services import reason_papers


@transaction.atomic
def issue(nomination: Nomination, *, by: Any, at: datetime) -> ReasonSheet:
    """Make the sheet of a nomination that was decided before sheets were made.

    :raises RegulationBroken: RS-01, nothing is decided
    :raises StateConflict: there is one
    """
    nomination = lock(nomination)
    permissions.issue_reasons.check(by, nomination)
    if ReasonSheet.objects.filter(nomination=nomination).exists():
        raise StateConflict(_("说明书已经生成，内容不再改变。"))
    return make(nomination, by=by, at=at)


def make(
    nomination: Nomination,
    *,
    by: Any,
    at: datetime,
    told: Reasons | None = None,
    after: dict[str, Any] | None = None,
) -> ReasonSheet:
    """Freeze the reasons and ask for the paper; the caller has locked the nomination or its case.

    :param told: as they stand now, where the caller has read them
    :param after: what a floor above adds of the outcome: see `reason_papers.snapshot`
    :raises RegulationBroken: RS-01, nothing is decided
    """
    rules.matter_is_decided.check(nomination)
    told = told or reasons(nomination.pk)
    rows = ReasonSheet.objects.filter(nomination=nomination).select_related("reading")
    earlier = list(rows.order_by("edition"))
    edition = len(earlier) + 1
    document = rendering.request(
        "documents/reasons.html",
        kind="reasons",
        scope=told.nomination.county.code,
        reference=f"{told.nomination.county.document_mark}说〔{{year}}〕{{number}}号",
        title="关于“为什么是我”的说明" + (f"（第{edition}版）" if edition > 1 else ""),
        snapshot=reason_papers.snapshot(
            told, on=dates.legal_day(at), earlier=earlier, after=after or {}
        ),
        by=by,
        at=at,
        comes_back=True,
    )
    row = ReasonSheet.objects.create(
        nomination=nomination,
        edition=edition,
        document=document,
        issued_by=by,
        issued_at=at,
    )
    trail.record(nomination, "issue_reasons", by=by, at=at, document=document.pk)
    return row


@transaction.atomic
def acknowledge(nomination: Nomination, *, edition: int, by: Any, at: datetime) -> ReasonReading:
    """Keep that the person read an edition; it says nothing on whether they agree.

    :raises NotAllowed: not the person
    :raises StateConflict: a later edition is there, or it was said before
    """
    nomination = lock(nomination)
    permissions.acknowledge_reasons.check(by, nomination)
    newest = ReasonSheet.objects.filter(nomination=nomination).newest()
    if newest is None or newest.edition != edition:
        raise StateConflict(_("说明书已有新的一版，请先阅读新的一版。"))
    if ReasonReading.objects.filter(sheet=newest).exists():
        raise StateConflict(_("这一版已经登记阅知。"))
    row = ReasonReading.objects.create(sheet=newest, by=by, at=at)
    trail.record(nomination, "acknowledge_reasons", by=by, at=at, edition=edition)
    return row
