"""陈述申辩书 on paper: printed for who has no computer, and taken as their word once it is back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.workflow.engine import lock
from recall import permissions
from recall.models import Nomination, Statement
from recall.queries import hearings, statement_papers
from recall.regulations import hearings as rules
from recall.services import messages, verifications
from units.queries import units

LINES = (17, 22, 17)  # of each page; the first bears the head, the last the signature


@transaction.atomic
def request(nomination: Nomination, *, by: Any, at: datetime) -> Document:
    """Ask for a blank form; each printing bears codes of its own.

    :raises RegulationBroken: HR-08 not told yet, HR-25 the statement is made or not due
    """
    nomination = lock(nomination)
    permissions.prepare_hearing.check(by, nomination)
    rules.was_told.check(hearings.is_told(nomination))
    rules.takes_a_form.check(nomination)
    document = rendering.request(
        "documents/statement_sheet.html",
        kind=statement_papers.KIND,
        scope=statement_papers.scope(nomination),
        reference="",
        title=f"{nomination.cadre.name}陈述申辩书",
        snapshot=_snapshot(nomination, on=dates.legal_day(at)),
        by=by,
        at=at,
        numbered=False,
        comes_back=True,
    )
    trail.record(nomination, "print_statement_form", by=by, at=at, document=document.pk)
    return document


@translation.override("zh-hans")  # official papers are Chinese, whoever prints them
def _snapshot(nomination: Nomination, *, on: date) -> dict[str, Any]:
    county = units.division_name(nomination.county, on)
    told = hearings.allegation(nomination)
    return {
        "issuer": f"中共{county}委组织部",
        "cadre": nomination.cadre.name,
        "unit": nomination.unit_then,
        "post_title": nomination.post_title,
        "notice": told.document.reference if told and told.document else "",
        "last_day": dates.cn(nomination.due_on) if nomination.due_on else "",
        "pages": [list(range(count)) for count in LINES],
    }


def hold(documents: list[Document]) -> None:
    """Lock the nominations of some forms: a page comes before the answer is noted, or after."""
    keys = {statement_papers.key_of(document) for document in documents}
    rows = Nomination.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(rows.order_by("pk"))


@transaction.atomic
def came(document: Document, *, by: Any, at: datetime) -> None:
    """Tell the desk of a page that was filed while the answer is still awaited."""
    nomination = statement_papers.nomination_of(document)
    if rules.takes_a_form.is_kept(nomination):
        messages.tell_paper_came(nomination, document, by=by, at=at)


@transaction.atomic
def confirm(
    nomination: Nomination, *, received_on: date, by: Any, at: datetime, text: str = ""
) -> Statement:
    """Take the pages that came back as the person's statement; only now the term to reply ends.

    :param received_on: the day on which the paper was handed in, not the day of its scan
    :param text: what it says, copied or in short; without it the scans alone tell
    :raises RegulationBroken: HR-26 nothing came back, HR-27 day
    :raises StateConflict: the statement is made already
    """
    nomination = lock(nomination)
    permissions.hear_nomination.check(by, nomination)
    pages = list(statement_papers.arrived(nomination))
    rules.paper_came_back.check(len(pages))
    told = hearings.allegation(nomination)
    told_on = told.served_on if told else None
    rules.handed_in_time_order.check(received_on, told_on, dates.legal_day(at))
    said = text.strip() or f"见纸质陈述申辩书扫描件，共{len(pages)}页。"
    row = verifications.reply(nomination, text=said, by=by, at=at)
    row.received_on = received_on
    row.save(update_fields=["received_on"])
    trail.record(nomination, "confirm_paper_statement", by=by, at=at, pages=len(pages))
    messages.tell_paper_taken(nomination, by=by, at=at)
    return row
