"""校验 of an outcome's document, as the office's page shows it."""

from typing import Any

from django.urls import reverse

from assessment.models import Outcome
from core.documents import presenters, proofs


def of_outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    """Answer the last look at the document and the way to the next; None without a file."""
    if outcome is None or outcome.document is None or not outcome.document.is_ready:
        return None
    last = proofs.last(Outcome, {outcome.pk: outcome.document.pk}).get(outcome.pk)
    url = reverse("assessment:outcome-proof", args=[outcome.pk])
    return presenters.proof(last, url=url, anchor="outcome")
