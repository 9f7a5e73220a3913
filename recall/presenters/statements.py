"""What the page of paper statements shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.presenters import progress
from recall import permissions
from recall.models import Nomination
from recall.presenters import nominations
from recall.queries import hearings, statement_papers
from recall.regulations import hearings as rules


def refusal(nomination: Nomination, user: Any) -> str:
    """Say why the user may not print a form, empty if they may."""
    if words := permissions.prepare_hearing.refusal(user, nomination):
        return words
    if not hearings.is_told(nomination):
        return str(rules.was_told.sentence)
    return "" if rules.takes_a_form.is_kept(nomination) else str(rules.takes_a_form.sentence)


def page(nomination: Nomination, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context: the forms printed, the pages that came back, the act that is due."""
    arrived = list(statement_papers.arrived(nomination))
    is_due = bool(arrived) and rules.takes_a_form.is_kept(nomination)
    return {
        "nomination": nomination,
        "refusal": refusal(nomination, user),
        "arrived": arrived,
        "confirm_refusal": permissions.hear_nomination.refusal(user, nomination),
        "is_due": is_due,
        "forms": [
            progress_of(row, nomination.pk, at=at)
            for row in statement_papers.of_nomination(nomination)
        ],
        "crumbs": nominations.crumbs(nomination, _("纸质陈述申辩书")),
    }


def progress_of(document: Document, nomination_pk: int, *, at: datetime) -> dict[str, Any]:
    args = [nomination_pk, document.pk]
    return progress(
        document,
        at=at,
        poll_url=reverse("recall:statement-form", args=args),
        file_url=reverse("recall:statement-form-file", args=args),
    )
