"""What a meeting may decide on: the recall itself, and what floors above bring into the room.

A floor says what its matter asks for and registers it when it starts (`AppConfig.ready`); the
room, votes, results and papers are the same for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from recall.enums import MeetingState
from recall.models import Meeting, MeetingItem, Nomination
from recall.queries import meetings


@dataclass(frozen=True)
class Cast:
    """A vote as a matter reads it. `votes`: agree, disagree, defer; `at`, `by`: of the act."""

    meeting: str
    held_on: date
    due: int
    present: int
    votes: tuple[int, int, int]
    result: str
    by: Any
    at: datetime
    content_hash: str = ""
    opinion: str = ""
    version: int | None = None
    members: tuple[Any, ...] = ()
    others: tuple[str, ...] = ()


class Matter(Protocol):
    """One kind of decision. Every row is the nomination that the item names."""

    code: str

    def waiting(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """Answer those that wait for a meeting on this matter."""

    def digests(self, nominations: Iterable[Nomination]) -> dict[int, str]:
        """Answer the SHA-256 (hex) of what is read of each, by its key."""

    def kept_out(self, nominations: Iterable[Nomination]) -> dict[int, dict[int, str]]:
        """Answer who keeps out beside those of the nomination: key → account → why."""

    def told(self, items: Iterable[MeetingItem]) -> dict[int, list[dict[str, Any]]]:
        """Answer what is read beside each item's nomination, by its key: labels and values."""

    def check(self, nomination: Nomination, cast: Cast) -> None:
        """Hold a vote against the rules; raises `RegulationBroken` or `StateConflict`."""

    def said(self, result: str) -> str:
        """Answer the opinion that stands where nobody typed one."""

    def decide(self, nomination: Nomination, cast: Cast) -> dict[str, Any]:
        """Decide as it was voted, not deferred; answer `decision` or `made_id` of the result."""

    def call_off(self, nomination: Nomination, *, by: Any, at: datetime) -> None:
        """End what waits for a meeting: the case ended without one."""


_KNOWN: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    """Let meetings take a matter; the same again changes nothing."""
    _KNOWN[str(matter.code)] = matter


def of(code: str) -> Matter:
    """Answer the matter of a code."""
    return _KNOWN[str(code)]


def known() -> list[Matter]:
    """Answer every matter that a meeting may decide on."""
    return list(_KNOWN.values())


def waited_for(nomination: Nomination) -> Matter | None:
    """Answer on which matter a nomination waits for a meeting, None if on none."""
    rows = Nomination.objects.filter(pk=nomination.pk)
    return next((one for one in _KNOWN.values() if one.waiting(rows).exists()), None)


def waits(item: MeetingItem) -> bool:
    """Say whether what an item names still waits for a decision on its matter."""
    rows = Nomination.objects.filter(pk=item.nomination_id)
    return of(item.matter).waiting(rows).exists()


def waiting(meeting: Meeting, *, seen: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Answer the county's that wait for a meeting on any matter and are on no open agenda."""
    taken = MeetingItem.objects.exclude(meeting__state=MeetingState.APPLIED).values("nomination")
    rows = seen.filter(county=meeting.county_id).exclude(pk__in=taken)
    waits = [Q(pk__in=matter.waiting(rows).values("pk")) for matter in _KNOWN.values()]
    found = rows.filter(reduce(or_, waits))
    return found.select_related("cadre", "unit").order_by("due_on", "pk")


def digest(code: str, nomination: Nomination) -> str:
    """Answer the hash (hex) of what is read of one nomination now."""
    row = meetings.readable(Nomination.objects.all()).get(pk=nomination.pk)
    return of(code).digests([row])[row.pk]


def digests(items: Iterable[MeetingItem]) -> dict[int, str]:
    """Answer the hash of what is there now of each item's nomination, by the nomination."""
    return _each(items, lambda matter, held: matter.digests(_nominations(held)))


def told(items: Iterable[MeetingItem]) -> dict[int, list[dict[str, Any]]]:
    """Answer what is read beside the nominations, by the nomination."""
    return _each(items, lambda matter, held: matter.told(held))


def interests(items: Iterable[MeetingItem]) -> dict[int, dict[int, str]]:
    """Answer who may not sit on each item and why: nomination → account → words."""
    items = list(items)
    found = meetings.interests(_nominations(items))
    kept_out = _each(items, lambda matter, held: matter.kept_out(_nominations(held)))
    for pk, more in kept_out.items():
        found[pk] = more | found[pk]
    return found


def _nominations(items: Iterable[MeetingItem]) -> list[Nomination]:
    return [item.nomination for item in items]


def _each(items: Iterable[MeetingItem], ask: Any) -> dict[int, Any]:
    """Ask each matter once of all its items; answers are by the nomination."""
    rows: dict[str, list[MeetingItem]] = {}
    for item in items:
        rows.setdefault(item.matter, []).append(item)
    return {pk: value for code, held in rows.items() for pk, value in ask(of(code), held).items()}
