"""Printed ballots of a poll: one sheet for each group, copied as often as needed."""

from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast, Concat

from core.documents.models import Document
from evidence.enums import SheetState
from evidence.models import Poll, PollGroup, ScanSheet

KIND = "poll_ballot"


def scope(group: PollGroup) -> str:
    """Answer under which scope a group's ballots stand."""
    return f"poll-{group.poll_id}-{group.pk}"


def scopes(polls: QuerySet[Poll]) -> QuerySet[PollGroup, Any]:
    """Answer the scopes of all groups of some polls, as a subquery."""
    parts = (Value("poll-"), Cast("poll", CharField()), Value("-"), Cast("pk", CharField()))
    made = Concat(*parts, output_field=CharField())
    return PollGroup.objects.filter(poll__in=polls).annotate(scope=made).values("scope")


def of_poll(poll: Poll) -> QuerySet[Document]:
    """Answer the ballots printed for a poll, the newest first."""
    here = scopes(Poll.objects.filter(pk=poll.pk))
    return Document.objects.filter(kind=KIND, scope__in=here).order_by("-pk")


def counted(poll: Poll) -> dict[str, int]:
    """Answer scope → scanned ballots, told by first pages; a copy scanned twice counts twice."""
    rows = ScanSheet.objects.filter(
        state=SheetState.COUNTED, page__number=1, page__document__in=of_poll(poll).order_by()
    )
    told = rows.order_by().values_list("page__document__scope").annotate(n=Count("pk"))
    return dict(told)
