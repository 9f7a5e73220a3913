"""Printed journal pages of a posting."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from core.documents.models import Document
from training.models import PracticePosting

KIND = "journal_sheet"


def scope(posting: PracticePosting) -> str:
    """Answer under which scope a posting's pages stand."""
    return f"posting-{posting.pk}"


def key_of(document: Document) -> int:
    """Answer the key of a printed page's posting."""
    return int(document.scope.removeprefix("posting-"))


def posting_of(document: Document) -> PracticePosting:
    """Answer the posting of a printed page."""
    return PracticePosting.objects.select_related("case").get(pk=key_of(document))


def of_posting(posting: PracticePosting) -> QuerySet[Document]:
    """Answer the pages printed for a posting, the newest first."""
    return Document.objects.filter(kind=KIND, scope=scope(posting)).order_by("-pk")


def of_postings(postings: QuerySet[PracticePosting]) -> QuerySet[Document, Any]:
    """Answer the keys of the pages of some postings, as a subquery."""
    made = Concat(Value("posting-"), Cast("pk", CharField()), output_field=CharField())
    scopes = postings.order_by().annotate(scope=made).values("scope")
    return Document.objects.filter(kind=KIND, scope__in=scopes).values("pk")
