"""Messages as their recipient reads them, and what became of them outside."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from core.notify import kinds
from core.notify.models import Choice, Delivery, Message


class Line(NamedTuple):
    """A message in words. Both words and address are empty when the row is out of sight."""

    message: Message
    label: str
    text: str
    url: str


def listed(user: Any) -> QuerySet[Message]:
    """Answer one's messages, the unread first, then the newest."""
    return Message.objects.visible_to(user).order_by(
        F("read_at").desc(nulls_first=True), "-created_at", "-pk"
    )


def counts(user: Any) -> dict[str, int]:
    """Answer how many messages one has and how many are unread, in one query."""
    return Message.objects.visible_to(user).aggregate(
        all=Count("pk"), unread=Count("pk", filter=Q(read_at=None))
    )


def lines(messages: Iterable[Message], *, user: Any) -> list[Line]:
    """Put messages into words, with one query for each kind of row that they are about."""
    messages = list(messages)
    found: dict[Any, dict[int, Any]] = {}
    known = kinds.known()
    for rows in {known[one.kind].rows for one in messages if one.kind in known}:
        ids = {m.row_id for m in messages if m.kind in known and known[m.kind].rows == rows}
        found[rows] = rows(user).in_bulk(ids)
    return [_line(message, known.get(message.kind), found, user) for message in messages]


def _line(message: Message, kind: kinds.Kind | None, found: dict[Any, Any], user: Any) -> Line:
    row = found[kind.rows].get(message.row_id) if kind else None
    if kind is None or row is None:
        return Line(message, "", "", "")
    return Line(message, str(kind.label), kind.line(row), kind.url(row, user))


def choice(user: Any) -> Choice | None:
    """Answer how one wants to hear of messages outside, None if one never said."""
    return Choice.objects.filter(user=user).first()


SHOWN = 10


def deliveries(user: Any) -> QuerySet[Delivery]:
    """Answer what was sent to one last, the newest first."""
    return Delivery.objects.filter(user=user).order_by("-made_at", "-pk")[:SHOWN]
