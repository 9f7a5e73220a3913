"""What the pages of keeping list."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from cadres.models import Cadre, Protection
from core.documents.models import Document
from keeping.enums import RecordKind
from keeping.models import Disposal, DisposalLine, Hold
from keeping.queries import records, trees
from recall.models import Campaign, Nomination
from units.models import Jurisdiction

VIEWS = ("waiting", "done", "all")
_FOUND = 8  # people or campaigns of one search


def disposals(user: Any, view: str) -> QuerySet[Disposal]:
    """Answer the lists of the user's counties, the newest first, with how many lines each has."""
    rows = Disposal.objects.visible_to(user).annotate(
        standing=Count("lines", filter=Q(lines__struck_at=None, lines__left_why="")),
        removed=Count("lines", filter=Q(lines__removed_at__isnull=False)),
    )
    over = Q(finished_at__isnull=False) | Q(is_approved=False)
    narrowed = {"waiting": ~over, "done": over, "all": Q()}[view]
    related = rows.filter(narrowed).select_related("county", "proposed_by", "decided_by")
    return related.order_by("-pk")


def holds(user: Any, view: str) -> QuerySet[Hold]:
    """Answer the holds that the user may read: those that stand, the lifted, or all."""
    rows = Hold.objects.visible_to(user)
    narrowed = {
        "waiting": Q(lifted_at=None),
        "done": Q(lifted_at__isnull=False),
        "all": Q(),
    }[view]
    related = rows.filter(narrowed).select_related(
        "cadre", "nomination__cadre", "campaign", "placed_by", "lifted_by"
    )
    return related.order_by("-pk")


def divisions(counties: set[int]) -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.filter(pk__in=counties).select_related("parent").order_by("code")


def people(words: str, user: Any) -> QuerySet[Cadre]:
    """Answer who is called so among those whose file the user may read, never the user."""
    rows = Cadre.objects.visible_to(user).filter(name=words).exclude(user=user)
    return rows.select_related("unit").order_by("pk")[:_FOUND]


def matters(people: list[Cadre], user: Any) -> QuerySet[Nomination]:
    """Answer the matters of some people, as far as the user may read them."""
    rows = Nomination.objects.visible_to(user).filter(cadre__in=people)
    return rows.select_related("cadre", "campaign").order_by("pk")


def campaigns(words: str, user: Any) -> QuerySet[Campaign]:
    rows = Campaign.objects.visible_to(user).filter(title__icontains=words)
    return rows.order_by("-pk")[:_FOUND]


def named(kind: str, lines: list[DisposalLine], user: Any) -> dict[int, tuple[str, str]]:
    """Answer row → who and what it is, for what still exists and is not about the user.

    The lines are of a list that the user may read; a draft that was withdrawn is named there too.
    """
    ids = [line.row_id for line in lines]
    if kind == RecordKind.VOIDED:
        papers = Document.objects.filter(pk__in=ids)
        return {row.pk: (row.reference, str(row.year)) for row in papers}
    if kind in trees.TREES:
        return records.named(kind, ids, user)
    if kind == RecordKind.PROTECTED:
        spans = Protection.objects.filter(pk__in=ids).exclude(cadre__user=user)
        return {
            row.pk: (row.cadre.name, f"{row.from_on:%Y-%m-%d} — {row.until_on:%Y-%m-%d}")
            for row in spans.select_related("cadre")
        }
    matters = Nomination.objects.filter(pk__in=ids).exclude(cadre__user=user)
    told = matters.select_related("cadre", "campaign")
    return {row.pk: (row.cadre.name, row.campaign.title) for row in told}
