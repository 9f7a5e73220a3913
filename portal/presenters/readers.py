"""Who read a case: the trail of its person since the draft, for the administrator."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from portal.presenters import trails as present
from portal.queries import trails
from recall.models import Case


def page(case: Case, mark: tuple[datetime, int] | None) -> dict[str, Any]:
    """Answer one page of who saw what of the person since the nomination was drafted."""
    begun = case.nomination.drafted_at or case.opened_at
    question = trails.Question(
        about=trails.about(case.cadre).about, since=dates.legal_day(begun), kind="looked"
    )
    return present.page(question, mark) | {
        "case": case,
        "crumbs": [
            (_("案件"), reverse("portal:case-list")),
            (str(case.cadre), reverse("portal:dossier", args=[case.pk])),
            (_("谁看过"), None),
        ],
    }
