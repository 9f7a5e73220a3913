"""What the page of printed journal pages shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.presenters import progress
from training.models import PracticePosting
from training.permissions import practice as permissions
from training.queries import journal_sheets


def refusal(posting: PracticePosting, user: Any) -> str:
    """Say why the user may not print the posting's pages, empty if they may."""
    return permissions.print_journal.refusal(user, posting)


def page(posting: PracticePosting, *, at: datetime) -> dict[str, Any]:
    back = reverse("training:posting-detail", args=[posting.pk])
    return {
        "posting": posting,
        "back": back,
        "crumbs": [
            (_("实践锻炼"), reverse("training:posting-list")),
            (str(posting.case), back),
            (_("纸质日志页"), None),
        ],
        "sheets": [
            progress_of(row, posting.pk, at=at) for row in journal_sheets.of_posting(posting)
        ],
    }


def progress_of(document: Document, posting_pk: int, *, at: datetime) -> dict[str, Any]:
    args = [posting_pk, document.pk]
    return progress(
        document,
        at=at,
        poll_url=reverse("training:journal-sheet", args=args),
        file_url=reverse("training:journal-sheet-file", args=args),
    )
