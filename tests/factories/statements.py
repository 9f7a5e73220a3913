"""Statements on paper: printed, written, scanned, confirmed; each by the real act."""

from datetime import timedelta
from typing import Any

from core.dates import legal_day
from core.documents import rendering
from core.documents.models import Document
from recall.models import Nomination
from recall.services import statement_papers
from tests.factories import scans as make
from tests.moments import VERIFIED_AT

AT = VERIFIED_AT + timedelta(days=1)
TOLD_ON = legal_day(VERIFIED_AT)


def printed(nomination: Nomination, by: Any) -> Document:
    return rendering.render(statement_papers.request(nomination, by=by, at=AT), at=AT)


def sent(nomination: Nomination, document: Document, *pages: int, by: Any) -> list[Any]:
    """Scan some pages, one file each, and have them read."""
    contents = [make.scanned(document, page, seed=7 + page) for page in pages]
    return list(make.sent(nomination.county, *contents, by=by, at=AT).sheets.order_by("pk"))


def confirmed(nomination: Nomination, *, admin: Any, verifier: Any) -> list[Any]:
    """Let two pages come back and be confirmed; answer the pages."""
    sheets = sent(nomination, printed(nomination, admin), 1, 2, by=admin)
    statement_papers.confirm(nomination, received_on=TOLD_ON, by=verifier, at=AT)
    return sheets
