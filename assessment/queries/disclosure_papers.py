"""张贴件: papers of a 公示 that hang on a wall, known by the notice that their snapshot names."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessment.models import Disclosure, DisclosureEntry
from core.documents.models import Document

KIND = "disclosure_notice"


def of_disclosure(row: Disclosure) -> QuerySet[Document]:
    """Answer the papers of a notice, the newest first."""
    return of_county(row.county.code).filter(snapshot__disclosure=row.pk).order_by("-pk")


def of_county(*codes: str) -> QuerySet[Document]:
    return Document.objects.filter(kind=KIND, scope__in=codes)


def disclosure_of(document: Document) -> Disclosure | None:
    return Disclosure.objects.filter(pk=document.snapshot.get("disclosure")).first()


def up(row: Disclosure) -> list[DisclosureEntry]:
    """Answer the names that nobody took down or declined and whose decision stands, in order."""
    rows = row.entries.filter(taken_down_at=None, declined_at=None)
    rows = rows.exclude(pk__in=DisclosureEntry.objects.fallen().values("pk"))
    return list(rows.order_by("pk"))


def names_all_up(document: Document, row: Disclosure) -> bool:
    """Say whether every name on a paper is still up."""
    return set(document.snapshot.get("entries", [])) <= {one.pk for one in up(row)}


def may_hang(row: Disclosure, names: int, on: date) -> bool:
    """Say whether a notice may hang on a day, or be made ready for its first one."""
    return row.is_approved and row.until_on is not None and on <= row.until_on and names > 0


def of_user(user: Any) -> QuerySet[Document]:
    """Answer the papers of the counties in which the user works with notices."""
    codes = Disclosure.objects.visible_to(user).values_list("county__code", flat=True).distinct()
    return of_county(*codes)
