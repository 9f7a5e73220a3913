"""What the question guide shows: one question, its answers as addresses, and what was found."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from recall.models import Nomination
from recall.presenters.nominations import crumbs
from schemes.queries import guide


def guide_page(nomination: Nomination, given: dict[str, str], words: str) -> dict[str, Any]:
    """Answer the context of the guide for one nomination."""
    clauses = guide.open_to(
        nomination.campaign.scheme_version,
        is_leading=nomination.is_leading,
        staff_kind=nomination.staff_kind,
    )
    question = guide.ask(clauses, given)
    here = reverse("recall:ground-guide", args=[nomination.pk])
    so_far = {name: value for name, value in given.items() if value} if question.number > 1 else {}
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("帮我选情形")),
        "question": question,
        "answers": [
            {
                "label": answer.label,
                "hint": answer.hint,
                "url": _fact(nomination, answer.clause.ground_id)
                if answer.clause
                else _with(here, so_far | answer.adds),
            }
            for answer in question.answers
        ],
        "again": here,
        "q": words,
        "found": [
            {"clause": clause, "url": _fact(nomination, clause.ground_id)}
            for clause in guide.search(clauses, words)
        ],
    }


def _fact(nomination: Nomination, ground_id: int) -> str:
    here = reverse("recall:fact-add", args=[nomination.pk])
    return f"{here}?ground={ground_id}"


def _with(here: str, given: dict[str, str]) -> str:
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"{here}?{query}"
