"""A meeting's acts: prepare, agenda, roll call, open, close."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import advance, lock
from recall import permissions
from recall import regulations as general
from recall.enums import Attendance, MeetingMatter, MeetingState
from recall.models import Meeting, MeetingItem, MeetingMember, Nomination
from recall.queries import matters, meetings
from recall.regulations import meetings as rules


@transaction.atomic
def prepare(
    county: Any,
    *,
    token: UUID,
    name: str,
    body: str,
    held_on: date,
    members: list[Any],
    others: list[str],
    by: Any,
    at: datetime,
) -> Meeting:
    """Prepare a meeting and name who is due; the same form sent twice makes one.

    :param members: accounts of those due; `others` are names without an account
    :raises RegulationBroken: RC-35 too few people, RC-36 one twice, RC-41 the secretary
    """
    if known := Meeting.objects.filter(token=token, prepared_by=by).first():
        return known
    row = Meeting(county=county, token=token, name=name, body=body, held_on=held_on)
    permissions.run_meeting.check(by, row)
    names = [str(user.name) for user in members] + others
    rules.is_collective.check(len(names))
    rules.members_are_named_once.check(names, [user.pk for user in members])
    rules.secretary_is_no_member.check(members, county.pk)
    row.keeper = row.prepared_by = by
    row.prepared_at = at
    row.save()
    people: list[Any] = [*members, *([None] * len(others))]
    MeetingMember.objects.bulk_create(
        MeetingMember(meeting=row, user=user, name=said)
        for user, said in zip(people, names, strict=True)
    )
    trail.record(row, "prepare_meeting", by=by, at=at, due=len(names))
    return row


def locked(meeting: Meeting, *states: str) -> Meeting:
    """Answer the meeting, locked, if it stands in one of the states.

    :raises StateConflict: another state
    """
    meeting = lock(meeting)
    if meeting.state not in states:
        said = {"state": meeting.get_state_display()}
        raise StateConflict(_("会议当前状态为“%(state)s”，不能办理这一项。") % said)
    return meeting


@transaction.atomic
def place(meeting: Meeting, *, nomination: Nomination, by: Any, at: datetime) -> MeetingItem:
    """Put a nomination at the end of the agenda, with the version and hash of what is there.

    :raises RegulationBroken: RC-37, it does not wait, or is on another open agenda
    :raises StateConflict: the meeting is open already
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED)
    nomination = lock(nomination)
    matter = matters.waited_for(nomination)
    code = matter.code if matter else MeetingMatter.RECALL
    others = MeetingItem.objects.filter(nomination=nomination, matter=code)
    rules.may_be_placed.check(nomination, matter is not None, meeting.county_id, others)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = MeetingItem.objects.create(
        meeting=meeting,
        nomination=nomination,
        matter=code,
        position=last + 1,
        version=nomination.version,
        content_hash=matters.digest(code, nomination),
        placed_by=by,
        placed_at=at,
    )
    trail.record(item, "place_on_agenda", by=by, at=at, meeting=meeting.pk)
    return item


@transaction.atomic
def place_all(meeting: Meeting, *, nominations: list[Nomination], by: Any, at: datetime) -> Meeting:
    """Put several nominations on the agenda in this order, all or none."""
    for nomination in nominations:
        place(meeting, nomination=nomination, by=by, at=at)
    return meeting


@transaction.atomic
def take_off(meeting: Meeting, *, item: MeetingItem, by: Any, at: datetime) -> Meeting:
    """Take an item off the agenda before the meeting opens; the others close up.

    :raises StateConflict: the meeting is open already, it was taken off before, or one behind it
        waits no more
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED)
    item = _placed(meeting, item)
    behind = meeting.items.filter(position__gt=item.position).select_related("nomination")
    rows = list(behind.order_by("position"))
    _check_waiting(*rows)
    trail.record(item, "take_off_agenda", by=by, at=at, meeting=meeting.pk)
    meeting.items.filter(pk=item.pk).delete()
    for row in rows:
        row.position -= 1
        row.save(update_fields=["position"])
    return meeting


def _placed(meeting: Meeting, item: MeetingItem) -> MeetingItem:
    """Answer the item as it now stands on the locked meeting's agenda.

    :raises StateConflict: somebody took it off
    """
    found = meeting.items.select_related("nomination").filter(pk=item.pk).first()
    if found is None:
        raise StateConflict(_("此件已不在议程上，请重新打开本页。"))
    return found


def _check_waiting(*items: MeetingItem) -> None:
    """Refuse to change the place of what waits no more; the database refuses it as well."""
    if not all(matters.waits(one) for one in items):
        raise StateConflict(_("有一件已不在待研究状态，请先移出议程，再调整次序。"))


@transaction.atomic
def move_up(meeting: Meeting, *, item: MeetingItem, by: Any, at: datetime) -> Meeting:
    """Let an item change places with the one before it, before the meeting opens.

    :raises StateConflict: the meeting is open, the item was taken off or is first, or one of both
        waits no more
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED)
    item = _placed(meeting, item)
    rows = meeting.items.select_related("nomination").filter(position__lt=item.position)
    before = rows.order_by("-position").first()
    if before is None:
        raise StateConflict(_("此件已经排在第一。"))
    _check_waiting(item, before)
    places = (before.position, item.position)
    last = meeting.items.aggregate(last=Max("position"))["last"]
    for row, place in ((item, last + 1), (before, places[1]), (item, places[0])):  # each is unique
        row.position = place
        row.save(update_fields=["position"])
    trail.record(item, "move_up_agenda", by=by, at=at, meeting=meeting.pk, position=places[0])
    return meeting


@transaction.atomic
def renew(meeting: Meeting, *, item: MeetingItem, by: Any, at: datetime) -> MeetingItem:
    """Let the meeting read an item's present content; what was voted on the former falls away.

    :raises RegulationBroken: RC-37, it waits for no decision any more
    :raises StateConflict: the meeting is closed, or the item was taken off
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED, MeetingState.OPENED)
    item = _placed(meeting, item)
    nomination = lock(item.nomination)
    permissions.decide_nomination.check(by, nomination)
    others = MeetingItem.objects.filter(nomination=nomination, matter=item.matter)
    others = others.exclude(pk=item.pk)
    rules.may_be_placed.check(nomination, matters.waits(item), meeting.county_id, others)
    item = lock(item)
    item.version = nomination.version
    item.content_hash = matters.digest(item.matter, nomination)
    item.save(update_fields=["version", "content_hash"])
    trail.record(item, "renew_agenda_item", by=by, at=at, version=item.version)
    return item


@transaction.atomic
def call_roll(
    meeting: Meeting, *, marks: dict[int, tuple[str, str]], by: Any, at: datetime
) -> Meeting:
    """Note who came and who did not, before or during the meeting.

    :param marks: member id → (attendance, reason of absence)
    :raises RegulationBroken: RC-39, an absence without its reason
    """
    permissions.keep_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED, MeetingState.OPENED)
    changed = []
    for member in meeting.members.order_by("pk"):
        came, reason = marks.get(member.pk, (member.attendance, member.absence_reason))
        reason = reason.strip() if came == Attendance.ABSENT else ""
        if (came, reason) != (member.attendance, member.absence_reason):
            member.attendance, member.absence_reason = came, reason
            changed.append(member)
    rules.roll_is_called.check(changed)
    for member in changed:
        member.save(update_fields=["attendance", "absence_reason"])
    trail.record(meeting, "call_roll", by=by, at=at, members=[m.pk for m in changed])
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Any, at: datetime) -> Meeting:
    """Open the meeting: the agenda stands, the roll is called, two thirds are there.

    :raises RegulationBroken: RC-11 no quorum, RC-28 its day is to come, RC-38 no agenda, RC-39
    :raises StateConflict: opened before
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.PREPARED)
    members = meetings.members_of(meeting)
    general.not_in_future.check(meeting.held_on, dates.legal_day(at))
    rules.has_agenda.check(meeting.items)
    rules.roll_is_called.check(members)
    came = sum(1 for m in members if m.attendance == Attendance.PRESENT)
    general.is_quorate.check(len(members), came, len(members))
    advance(meeting.open_meeting, by=by, at=at)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Any, at: datetime) -> Meeting:
    """Close the meeting: no vote is entered or changed from now on.

    :raises StateConflict: it is not open
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.OPENED)
    advance(meeting.close_meeting, by=by, at=at)
    return meeting
