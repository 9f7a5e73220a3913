"""Journal pages on paper, for places where a phone is of no use."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.workflow.engine import lock
from training.models import PracticePosting
from training.permissions import practice as permissions
from training.queries import journal_sheets
from training.regulations import practice as regulations

LINES = 7


@transaction.atomic
def request(posting: PracticePosting, *, by: Any, at: datetime) -> Document:
    """Ask for a blank journal page of a week; each printing is a page of its own.

    :raises RegulationBroken: PP-14, the posting is finished
    """
    posting = lock(posting)
    permissions.print_journal.check(by, posting)
    regulations.posting_takes_paper.check(posting.finished_on)
    document = rendering.request(
        "documents/journal_sheet.html",
        kind=journal_sheets.KIND,
        scope=journal_sheets.scope(posting),
        reference="",
        title=f"{posting.case.cadre.name}实践日志页",
        snapshot={
            "issuer": posting.case.unit_then,
            "name": posting.case.cadre.name,
            "host": posting.host_unit.name,
            "place": posting.place,
            "span": f"{dates.cn(posting.from_on)}至{dates.cn(posting.until_on)}",
            "lines": list(range(LINES)),
        },
        by=by,
        at=at,
        numbered=False,
        comes_back=True,
    )
    trail.record(posting, "print_journal_page", by=by, at=at, document=document.pk)
    return document


def hold(documents: list[Document]) -> None:
    """Lock the postings of some pages: a page is filed before the posting's end, or after it."""
    keys = {journal_sheets.key_of(document) for document in documents}
    rows = PracticePosting.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(rows.order_by("pk"))
