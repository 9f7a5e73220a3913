"""What the pages show of covered words and of the notice that was frozen with them."""

from typing import Any

from django.urls import reverse

from accounts.enums import Role
from core.documents import presenters as documents
from recall import permissions
from recall.models import Allegation, Fact, Nomination, WordCover
from recall.queries import covers, hearings
from recall.regulations import hearings as rules

OPENS = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)  # the notice itself


def page(nomination: Nomination, fact: Fact, *, user: Any) -> dict[str, Any]:
    """Answer the context of the page of one fact's covers."""
    held = covers.standing(nomination)
    words = [cover.words for cover in held]
    return {
        "fact": fact,
        "told_text": covers.covered(fact.text, words),
        "covers": held,
        "refusal": refusal(nomination, user),
    }


def refusal(nomination: Nomination, user: Any) -> str:
    """Answer why nothing can be covered now, empty if it can."""
    if hearings.is_told(nomination):
        return str(rules.words_before_telling.sentence)
    if not rules.may_be_blacked_out.is_kept(nomination):
        return str(rules.may_be_blacked_out.sentence)
    return permissions.prepare_hearing.refusal(user, nomination)


def finding(row: Any, words: list[str]) -> dict[str, str]:
    """Answer a verifier's finding as the person reads it, under the names of the row's own."""
    return {
        "get_result_display": row.get_result_display(),
        "note": covers.covered(row.note, words),
        "fact_text": covers.covered(row.fact_text, words),
    }


def reasons(held: list[WordCover], text: str) -> list[str]:
    """Answer why words of a text are covered, each reason once."""
    told = [str(cover.get_reason_display()) for cover in held if cover.words in text]
    return list(dict.fromkeys(told))


def paper(allegation: Allegation | None, *, user: Any) -> dict[str, Any]:
    """Answer the notice's line: its number, and once the file is there its address and proof.

    :param user: None for the person; a unit, which has no access to the file, reads the line alone
    """
    document = allegation.document if allegation else None
    if allegation is None or document is None:
        return {"notice": None}
    told: dict[str, Any] = {"document": document, "url": "", "proof": None}
    args = [allegation.nomination_id]
    if user is None and document.is_ready:
        told["url"] = reverse("recall:own-allegation-file", args=args)
    elif document.is_ready and allegation.nomination.county_id in user.counties(*OPENS):
        told["url"] = reverse("recall:allegation-file", args=args)
        told["proof"] = documents.proof_of(allegation, document)
    return {"notice": told}
