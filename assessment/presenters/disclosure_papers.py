"""What is shown of the papers of a 公示."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from assessment.models import Disclosure
from assessment.queries import disclosure_papers as queries
from assessment.regulations import disclosures as rules
from core import dates
from core.documents import presenters as documents
from core.documents import proofs
from core.documents.models import Document
from core.documents.standings import standing

SHOWN = 3


def section(row: Disclosure, *, at: datetime) -> dict[str, Any]:
    """Answer the newest papers of a notice with how each stands, and whether one can be made."""
    on = dates.legal_day(at)
    papers = list(queries.of_disclosure(row)[:SHOWN])
    looks = proofs.last(Document, {one.pk: one.pk for one in papers})
    may = queries.may_hang(row, len(queries.up(row)), on)
    return {
        "papers": [
            progress(row, one, at=at, look=looks.get(one.pk))
            | {"standing": standing(one, on).label}
            for one in papers
        ],
        "paper_refusal": "" if may else str(rules.paper_may_hang.sentence),
    }


def progress(
    row: Disclosure, paper: Document, *, at: datetime, look: proofs.Proof | None = None
) -> dict[str, Any]:
    """Answer the context of a paper's progress fragment."""
    page, file = (
        reverse(f"assessment:{name}", args=[row.pk, paper.pk])
        for name in ("disclosure-paper", "disclosure-paper-file")
    )
    proof = documents.provable(paper, look)
    return documents.progress(paper, at=at, poll_url=page, file_url=file, proof=proof)
