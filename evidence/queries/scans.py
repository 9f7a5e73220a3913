"""Which paper page a code means for a user, and which pages have not come back."""

from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from core.documents import drawers
from core.documents.models import Document, DocumentState, PaperPage
from evidence.enums import SheetState
from evidence.models import PaperWaiver, ScanPile, ScanSheet

_CAME_BACK = ScanSheet.objects.filter(page=OuterRef("pk"), state=SheetState.FILED)


def page_for(user: Any, code: str) -> PaperPage | None:
    """Answer the page of a code if the user may see its document; else none, whoever's it is."""
    if not code:
        return None
    seen = drawers.seen_by(user, "document__")
    return PaperPage.objects.filter(seen, code=code).select_related("document").first()


def documents(user: Any) -> QuerySet[Document]:
    """Answer the printed documents whose pages come back and which the user may see.

    Each with `paper_count` and `back_count`, and whether nobody waits for the rest (`is_waived`): a
    hand said so, or what it asks was said otherwise (`drawers.spared`). Ballots, which are
    only counted, have no page of their own and are told by their poll.
    """
    filed = Q(papers__scans__state=SheetState.FILED)
    rows = Document.objects.filter(
        drawers.seen_by(user), comes_back=True, state=DocumentState.READY
    ).exclude(kind__in=drawers.secret_kinds())
    return rows.annotate(
        paper_count=Count("papers", distinct=True),
        back_count=Count("papers", filter=filed, distinct=True),
        is_waived=ExpressionWrapper(
            Q(Exists(PaperWaiver.objects.filter(document=OuterRef("pk")))) | drawers.spared(),
            BooleanField(),
        ),
    )


def missing(user: Any) -> QuerySet[PaperPage]:
    """Answer the pages that were printed, have not come back, and are waited for."""
    waived = PaperWaiver.objects.filter(document=OuterRef("document"))
    rows = PaperPage.objects.filter(drawers.seen_by(user, "document__"))
    rows = rows.filter(~Exists(_CAME_BACK), ~Exists(waived), ~drawers.spared("document__"))
    return rows.exclude(document__kind__in=drawers.secret_kinds())


def counts(piles: list[ScanPile]) -> dict[int, dict[str, int]]:
    """Answer pile → state → pages, for the piles of one page in one query."""
    rows = ScanSheet.objects.filter(pile__in=piles).order_by().values_list("pile", "state")
    found: dict[int, dict[str, int]] = {}
    for pile, state, n in rows.annotate(n=Count("pk")):
        found.setdefault(pile, {})[state] = n
    return found
