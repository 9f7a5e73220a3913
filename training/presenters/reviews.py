"""What the month's and the week's pages show."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from training.enums import Scale
from training.forms.reviews import LABELS
from training.models import HostAppraisal, JournalEntry, MonthReview, PracticePosting, Problem
from training.models.reviews import SCALES
from training.permissions import reviews as permissions
from training.queries import reviews as queries


def month(posting: PracticePosting, month: queries.Month) -> dict[str, Any]:
    """Answer a month's page: what was written and solved in it stands beside the form."""
    span = (month.from_on, month.last_on)
    entries = JournalEntry.objects.filter(posting=posting, on__range=span)
    solved = Problem.objects.filter(posting=posting, closed_on__range=span)
    return {
        "posting": posting,
        "month": month,
        "entry_count": entries.count(),
        "closed": list(solved.order_by("closed_on", "pk")[:10]),
    }


def weeks(posting: PracticePosting, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the list of weeks; the person's own missing sentences lead to their form."""
    may = permissions.note_week.allows(user, posting)
    return {
        "posting": posting,
        "weeks": [
            {
                "week": week,
                "sunday_on": week.monday_on + timedelta(days=6),
                "url": _url(posting, week) if may and not week.sentence else "",
            }
            for week in queries.weeks(posting, on=on)
        ],
    }


def _url(posting: PracticePosting, week: queries.Week) -> str:
    return reverse("training:week-note", args=[posting.pk, week.monday_on.isoformat()])


def week(posting: PracticePosting, monday: date, *, on: date) -> dict[str, Any]:
    """Answer one week's page; `week` is None for one outside the posting."""
    found = next((w for w in queries.weeks(posting, on=on) if w.monday_on == monday), None)
    return {"posting": posting, "week": found, "monday": monday}


def reviewed(posting: PracticePosting) -> list[dict[str, Any]]:
    """Answer a posting's reviews, the newest first, with words for each scale."""
    rows = MonthReview.objects.filter(posting=posting).select_related("reviewed_by")
    return [{"row": row, "scales": _worded(row)} for row in rows.order_by("-number")]


def appraised(posting: PracticePosting) -> list[dict[str, Any]]:
    """Answer the fact of the host's five scales, nothing where none were given."""
    row = HostAppraisal.objects.filter(posting=posting).first()
    if row is None:
        return []
    told = "　".join(f"{one['label']}：{one['value']}" for one in _worded(row))
    return [{"label": _("鉴定评分"), "value": told, "wide": True}]


def _worded(row: MonthReview | HostAppraisal) -> list[dict[str, Any]]:
    return [{"label": LABELS[name], "value": Scale(getattr(row, name)).label} for name in SCALES]
