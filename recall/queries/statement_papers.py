"""Paper forms for a statement (陈述申辩书), and their pages that came back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.enums import Role
from core.documents.models import Document
from evidence.enums import SheetState
from evidence.models import PaperWaiver, ScanSheet
from recall.enums import OF_APPEAL
from recall.models import Clock, Nomination, Statement
from recall.queries import cases

KIND = "statement_sheet"


class Arrival(NamedTuple):
    """How many pages of a person's word came back, and when the first was scanned."""

    page_count: int
    first_at: datetime | None


def scope(nomination: Nomination) -> str:
    """Answer under which scope a nomination's forms stand."""
    return f"statement-{nomination.pk}"


def key_of(document: Document) -> int:
    """Answer the key of a printed form's nomination."""
    return int(document.scope.removeprefix("statement-"))


def nomination_of(document: Document) -> Nomination:
    """Answer the nomination of a printed form."""
    return Nomination.objects.get(pk=key_of(document))


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


def readable(user: Any) -> QuerySet[Nomination]:
    """Answer the nominations whose paper statements a user may read.

    Those whose office they are; and of an appeal's handler those appealed against, where the sheet
    of reasons tells the statement's text as well. Never one's own.
    """
    seen = Q(pk__in=Nomination.objects.visible_to(user).values("pk"))
    if user.counties(Role.APPEAL_HANDLER):
        appealed = Clock.objects.visible_to(user).filter(kind__in=OF_APPEAL)
        seen |= Q(case__in=appealed.values("case"))
    return Nomination.objects.filter(seen).exclude(subject=user)


def read_along(user: Any) -> QuerySet[Document, Any]:
    """Answer the keys of the forms that the county to which the person moved reads.

    As long as it reads the case, and with it the statement in words; it settles nothing of them.
    """
    moved = Nomination.objects.filter(case__in=cases.arrived(user))
    return of_nominations(moved).filter(waiver=None)


def filed() -> QuerySet[ScanSheet]:
    """Answer the pages of all forms that came back, but for those laid aside by a hand."""
    waived = PaperWaiver.objects.filter(document=OuterRef("page__document"))
    return ScanSheet.objects.filter(
        ~Exists(waived), state=SheetState.FILED, page__document__kind=KIND
    )


def arrived(nomination: Nomination) -> QuerySet[ScanSheet]:
    """Answer the pages that came back, in order, but for forms that were laid aside by a hand."""
    rows = filed().filter(page__document__scope=scope(nomination)).select_related("page", "pile")
    return rows.order_by("page__document", "page__number")


def arrival(nomination: Nomination) -> Arrival:
    """Answer how much came back and since when, in one query."""
    told = arrived(nomination).order_by().aggregate(n=Count("pk"), at=Min("pile__sent_at"))
    return Arrival(told["n"], told["at"])


def has_arrived() -> Exists:
    """Answer the condition that a page of a nomination's forms came back, for its own query."""
    made = Concat(Value("statement-"), Cast(OuterRef("pk"), CharField()))
    return Exists(filed().filter(page__document__scope=made))


def pages_of(nominations: Iterable[Nomination], user: Any) -> dict[int, list[ScanSheet]]:
    """Answer the pages of several nominations that the user may read, in one query."""
    scopes = {scope(row): row.pk for row in nominations}
    seen = Q(page__document__in=of_nominations(readable(user)))
    seen |= Q(page__document__in=read_along(user))
    rows = filed().filter(seen, page__document__scope__in=scopes)
    found: dict[int, list[ScanSheet]] = {}
    related = rows.select_related("page__document", "pile")
    for sheet in related.order_by("page__document", "page__number"):
        if sheet.page is not None:  # for the type checker: a filed page has one
            found.setdefault(scopes[sheet.page.document.scope], []).append(sheet)
    return found
