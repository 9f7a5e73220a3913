"""What the pages of a draft show of what was typed and not saved."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from recall.models import Nomination, Unsaved

NEW, OPINION = "new", "opinion"


def kept(nomination: Nomination, page: str, *, user: Any) -> Unsaved | None:
    """Answer what the user typed on a page and has not saved."""
    return Unsaved.objects.visible_to(user).filter(nomination=nomination, page=page).first()


def page_url(nomination: Nomination, page: str) -> str:
    """Answer the page on which it was typed."""
    if page == OPINION:
        return reverse("recall:unit-opinion", args=[nomination.pk])
    if page == NEW:
        return reverse("recall:fact-add", args=[nomination.pk])
    return reverse("recall:fact-edit", args=[nomination.pk, int(page)])


def lines(nomination: Nomination, *, user: Any) -> list[dict[str, Any]]:
    """Answer a line for each page with something unsaved; of a fact that is gone there is none."""
    rows = Unsaved.objects.visible_to(user).filter(nomination=nomination).order_by("-at")
    facts = {str(pk) for pk in nomination.facts.values_list("pk", flat=True)}
    labels = {OPINION: _("单位意见"), NEW: _("增加事实")}
    return [
        {
            "label": labels.get(row.page, _("修改事实")),
            "at": row.at,
            "url": page_url(nomination, row.page),
        }
        for row in rows
        if row.page in labels or row.page in facts
    ]
