"""Paper forms for a statement (陈述申辩书), and their pages that came back."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from core.documents.models import Document
from evidence.enums import SheetState
from evidence.models import PaperWaiver, ScanSheet
from recall.models import Nomination, Statement

KIND = "statement_sheet"


def scope(nomination: Nomination) -> str:
    """Answer under which scope a nomination's forms stand."""
    return f"statement-{nomination.pk}"


def nomination_of(document: Document) -> Nomination:
    """Answer the nomination of a printed form."""
    return Nomination.objects.get(pk=int(document.scope.removeprefix("statement-")))


def of_nomination(nomination: Nomination) -> QuerySet[Document]:
    """Answer the forms printed for a nomination, the newest first."""
    return Document.objects.filter(kind=KIND, scope=scope(nomination)).order_by("-pk")


def of_nominations(nominations: QuerySet[Nomination]) -> QuerySet[Document, Any]:
    """Answer the keys of the forms of some nominations, as a subquery."""
    made = Concat(Value("statement-"), Cast("pk", CharField()), output_field=CharField())
    scopes = nominations.order_by().annotate(scope=made).values("scope")
    return Document.objects.filter(kind=KIND, scope__in=scopes).values("pk")


def settled() -> QuerySet[Document, Any]:
    """Answer the keys of the forms of which nobody waits for pages: the statement was made."""
    return of_nominations(Nomination.objects.filter(Exists(_statements())))


def _statements() -> QuerySet[Statement]:
    return Statement.objects.filter(nomination=OuterRef("pk"))


def arrived(nomination: Nomination) -> QuerySet[ScanSheet]:
    """Answer the pages that came back, in order, but for forms that were laid aside by a hand."""
    waived = PaperWaiver.objects.filter(document=OuterRef("page__document"))
    return (
        ScanSheet.objects.filter(
            ~Exists(waived),
            state=SheetState.FILED,
            page__document__kind=KIND,
            page__document__scope=scope(nomination),
        )
        .select_related("page", "pile")
        .order_by("page__document", "page__number")
    )
