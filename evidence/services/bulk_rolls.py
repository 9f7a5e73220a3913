"""The roll of a poll by the thousand, before it opens; the importer keeps the trail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Cadre
from core import bulk
from core.errors import StateConflict
from core.workflow.engine import lock as locked
from evidence import permissions, regulations
from evidence.models import Poll, PollGroup, PollVoter

Values = dict[str, Any]


def drafts(county: Any) -> dict[tuple[int | None, str], list[int]]:
    """Answer the county's polls that are not open, by (unit, title); no unit is the county's."""
    found: dict[tuple[int | None, str], list[int]] = {}
    rows = Poll.objects.filter(county=county, opened_at=None).order_by("pk")
    for unit, title, pk in rows.values_list("unit", "title", "pk"):
        found.setdefault((unit, title), []).append(pk)
    return found


def groups_of(ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Answer the groups of polls by (poll, name)."""
    rows = PollGroup.objects.filter(poll__in=ids)
    return {(poll, name): pk for poll, name, pk in rows.values_list("poll", "name", "pk")}


def with_account(ids: Iterable[int]) -> set[int]:
    """Answer which people can sign in and draw a code themselves."""
    rows = Cadre.objects.filter(pk__in=ids, user__isnull=False)
    return set(rows.values_list("pk", flat=True))


def held(ids: Iterable[int]) -> list[tuple[int, int, int | None, str]]:
    """Answer (voter, poll, person, name) of everybody on the rolls of polls."""
    rows = PollVoter.objects.filter(poll__in=ids)
    return list(rows.values_list("pk", "poll", "cadre", "name"))


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer voters as JSON-able values; if asked, the polls are locked first, then the voters."""
    rows = PollVoter.objects.filter(pk__in=ids, poll__county=county).order_by("pk")
    if lock:
        polls = Poll.objects.filter(pk__in=rows.order_by().values("poll")).order_by("pk")
        list(polls.select_for_update(of=("self",)))
        rows = rows.select_for_update(of=("self",))
    return {
        row.pk: {"group": row.group.name, "channel": row.channel}
        for row in rows.select_related("group")
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Put people and bare names on the rolls of polls that are not open.

    :raises NotAllowed: the importer would be assessed in the poll
    :raises RegulationBroken: BL-05, opened meanwhile
    :raises StateConflict: a group was merged meanwhile
    """
    polls = {row["poll_id"] for row in rows}
    _in_draft(polls, by=by)
    groups = groups_of(polls)
    voters = [
        PollVoter(
            poll_id=row["poll_id"],
            group_id=_group(groups, row["poll_id"], row["group"]),
            cadre_id=row.get("cadre"),
            name=row["name"],
            channel=row["channel"],
        )
        for row in rows
    ]
    bulk.insert(voters)
    return [voter.pk for voter in voters]


def change(rows: Sequence[tuple[int, Values]], *, by: Any, at: datetime) -> None:
    """Move voters to another group or give them another way to their ballot.

    :raises NotAllowed: the importer would be assessed in the poll
    :raises RegulationBroken: BL-05, opened meanwhile
    :raises StateConflict: a group was merged meanwhile
    """
    voters = PollVoter.objects.in_bulk([pk for pk, _values in rows])
    polls = {voter.poll_id for voter in voters.values()}
    _in_draft(polls, by=by)
    groups = groups_of(polls)
    for pk, values in rows:
        voter = voters[pk]
        if "group" in values:
            voter.group_id = _group(groups, voter.poll_id, values["group"])
        voter.channel = values.get("channel", voter.channel)
    PollVoter.objects.bulk_update(voters.values(), ["group", "channel"], batch_size=500)


def remove(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Take off the roll again whom a run had put on it.

    :raises RegulationBroken: BL-05, opened meanwhile
    """
    rows = PollVoter.objects.filter(pk__in=ids)
    _in_draft(set(rows.values_list("poll", flat=True)), by=by)
    rows.delete()


def fixed(ids: Sequence[int]) -> set[int]:
    """Answer which voters stand on the roll of a poll that was opened."""
    rows = PollVoter.objects.filter(pk__in=ids, poll__opened_at__isnull=False)
    return set(rows.values_list("pk", flat=True))


def _in_draft(ids: Iterable[int], *, by: Any) -> None:
    """Lock polls in the order of their ids; none may be open."""
    for poll in [locked(row) for row in Poll.objects.filter(pk__in=ids).order_by("pk")]:
        permissions.organise_poll.check(by, poll)
        regulations.still_in_draft.check(poll)


def _group(groups: dict[tuple[int, str], int], poll: int, name: str) -> int:
    if (poll, name) not in groups:
        raise StateConflict(_("分组“%(name)s”已经合并，不能再用。") % {"name": name})
    return groups[poll, name]
