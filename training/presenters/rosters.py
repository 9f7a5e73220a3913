"""What the pages of groups, monitor and postponement show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.presenters import progress as document_progress
from core.ui.forms import NoFields
from recall.models import Case
from training import permissions
from training.models import TrainingClass
from training.presenters.acts import act
from training.queries import papers, rosters

SHOWN = 10


def papers_page(training_class: TrainingClass, *, at: datetime) -> dict[str, Any]:
    """Answer the context of a class's papers: the ten newest."""
    page = reverse("training:class-detail", args=[training_class.pk])
    return {
        "training_class": training_class,
        "papers": [
            progress(row, training_class.pk, at=at)
            for row in papers.of_class(training_class)[:SHOWN]
        ],
        "crumbs": [
            (_("培训班"), reverse("training:class-list")),
            (str(training_class), page),
            (_("打印"), None),
        ],
    }


def progress(row: Document, pk: int, *, at: datetime) -> dict[str, Any]:
    """Answer how far a paper is, for `documents/_progress.html`."""
    return document_progress(
        row,
        at=at,
        poll_url=reverse("training:class-paper", args=[pk, row.pk]),
        file_url=reverse("training:class-paper-file", args=[pk, row.pk]),
    )


def postpone_page(case: Case, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a person's postponements: those on record, and the form for one."""
    refusal = permissions.send_posting.refusal(user, case)
    return {
        "case": case,
        "rows": [
            {
                "row": row,
                "is_running": row.ended_at is None and row.until_on >= on,
                "act": act(
                    f"end{row.pk}",
                    _("提前结束"),
                    reverse("training:postponement-end", args=[row.pk]),
                    refusal=refusal,
                    form=NoFields(),
                ),
            }
            for row in rosters.postponements(case)
        ],
        "refusal": refusal,
        "crumbs": [(_("培训班"), reverse("training:class-list")), (_("延期参训"), None)],
    }
