"""What the pages of the sheet of reasons and of the exemption check show."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.documents.presenters import progress, proof_of
from evidence.models import ScanSheet
from recall import permissions
from recall.enums import NominationState as S
from recall.models import Nomination, ReasonReading, ReasonSheet, ServiceReceipt, Verification
from recall.queries import covers, statement_papers
from recall.queries.reasons import concluded
from recall.regulations.reasons import matter_is_decided
from recall.services import reason_dates, reason_papers

OFFICE_PAGE, OWN_PAGE = "recall:reasons", "recall:own-reasons"


def exemption(nomination: Nomination, *, own: bool = False) -> dict[str, Any]:
    """Answer the three questions of the concluded verification, without a verifier's name.

    :param own: for the person, who does not read the covered words
    """
    if nomination.state in (S.DRAFT, S.SUBMITTED, S.SENT_BACK):
        return {"exemption": [], "despite": []}
    rows: list[Verification] = concluded(nomination)
    words = covers.words_of(nomination) if own else []
    return {
        "exemption": reason_papers.exemption(rows, words),
        "despite": [covers.covered(row.despite, words) for row in rows if row.despite],
    }


def page(sheet: ReasonSheet | None, nomination: Nomination, *, name: str, at: datetime) -> Any:
    """Answer the context of a sheet: what was frozen, its paper, and the term once it runs."""
    if sheet is None:
        return {"told": None, "document": None, "receipt": None}
    return {
        "told": sheet.document.snapshot,
        "sheet": sheet,
        "reading": reading(sheet),
        "receipt": ServiceReceipt.objects.filter(case__nomination=nomination).first(),
        "since": reason_dates.since(nomination, sheet.document.snapshot),
        **paper(sheet, name=name, at=at),
    }


def reading(sheet: ReasonSheet | None) -> ReasonReading | None:
    """Answer when the person read this edition, None if they did not say so."""
    return ReasonReading.objects.filter(sheet=sheet).first() if sheet else None


def paper(sheet: ReasonSheet, *, name: str, at: datetime) -> dict[str, Any]:
    """Answer what the progress fragment of the sheet's paper needs."""
    args = [sheet.nomination_id]
    return progress(
        sheet.document,
        at=at,
        poll_url=reverse(f"{name}-progress", args=args),
        file_url=reverse(f"{name}-file", args=args),
        proof=proof_of(sheet, sheet.document) if name == OFFICE_PAGE else None,
    )


def statement_pages(nomination: Nomination, user: Any) -> list[ScanSheet]:
    """Answer the scanned pages of the person's word that the reader of the sheet may open."""
    return statement_papers.pages_of([nomination], user).get(nomination.pk, [])


def link(nomination: Nomination, *, own: bool = False) -> str:
    """Answer the sheet's address beside a decided nomination; the person's only once it is made."""
    if not matter_is_decided.is_kept(nomination):
        return ""
    if own:
        has_sheet = nomination.sheets.exists()
        return reverse("recall:own-reasons", args=[nomination.pk]) if has_sheet else ""
    return reverse("recall:reasons", args=[nomination.pk])


def refusal(nomination: Nomination, user: Any) -> str:
    """Answer why the sheet cannot be made now, empty if it can."""
    if not matter_is_decided.is_kept(nomination):
        return str(matter_is_decided.sentence)
    return permissions.issue_reasons.refusal(user, nomination)
