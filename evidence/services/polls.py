"""Acts that prepare a poll: plan it, fill groups and roll, fix all of it by opening."""

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import PollPurpose, PollState, VoteChannel
from evidence.models import Poll, PollGroup, PollSubject, PollToken, PollVoid, PollVoter
from evidence.queries import polls

CODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L


def code_of(length: int) -> str:
    """Answer random letters that can be read from paper and typed on a phone."""
    return "".join(secrets.choice(CODE) for _n in range(length))


@transaction.atomic
def plan(
    county: Any,
    *,
    unit: Any,
    groups: list[tuple[str, Decimal]],
    by: Any,
    at: datetime,
    **given: Any,
) -> Poll:
    """Write a poll's rule and its groups; nobody is on it yet.

    :raises RegulationBroken: BL-02 weights, BL-04 closing time
    """
    poll = Poll(county=county, unit=unit, planned_by=by, planned_at=at, **given)
    permissions.organise_poll.check(by, poll)
    regulations.weights_make_a_hundred.check([weight for _name, weight in groups])
    regulations.closes_at_a_later_hour.check(poll.closes_at, at)
    poll.code = code_of(10)
    poll.save()
    for position, (name, weight) in enumerate(groups, 1):
        PollGroup.objects.create(poll=poll, position=position, name=name, weight=weight)
    trail.record(poll, "plan_poll", by=by, at=at, groups=len(groups))
    return poll


def _draft(poll: Poll, by: Any) -> Poll:
    poll = lock(poll)
    permissions.organise_poll.check(by, poll)
    regulations.poll_stands.check(poll)
    regulations.still_in_draft.check(poll)
    return poll


@transaction.atomic
def add_subjects(poll: Poll, *, people: Any, by: Any, at: datetime) -> int:
    """Put people on the ballot who are not on it yet; answer how many.

    :raises NotAllowed: the organiser would be assessed
    """
    poll = _draft(poll, by)
    known = set(poll.subjects.values_list("cadre", flat=True))
    last = poll.subjects.aggregate(last=Max("position"))["last"] or 0
    new = [cadre for cadre in people if cadre.pk not in known]
    for position, cadre in enumerate(new, last + 1):
        PollSubject.objects.create(
            poll=poll,
            position=position,
            cadre=cadre,
            name=cadre.name,
            unit_name=cadre.unit.name,
        )
    permissions.organise_poll.check(by, poll)
    trail.record(poll, "add_subjects", by=by, at=at, added=len(new))
    return len(new)


@transaction.atomic
def drop_subject(poll: Poll, *, subject: Any, by: Any, at: datetime) -> None:
    """Take a person off the ballot before it opens."""
    poll = _draft(poll, by)
    poll.subjects.filter(pk=subject.pk).delete()
    trail.record(poll, "drop_subject", by=by, at=at, cadre=subject.cadre_id)


@transaction.atomic
def add_voters(
    poll: Poll,
    *,
    group: Any,
    people: Any,
    names: list[str],
    channel: str,
    by: Any,
    at: datetime,
) -> int:
    """Put people and bare names on the roll; who stands on it already moves to the group.

    :param channel: APP stands for "who has an account draws, the others get a slip"
    """
    poll = _draft(poll, by)
    found = [(cadre, cadre.name, _channel(channel, cadre)) for cadre in people]
    found += [(None, name, _channel(channel, None)) for name in names]
    for cadre, name, way in found:
        key = {"cadre": cadre} if cadre else {"cadre": None, "name": name}
        PollVoter.objects.update_or_create(
            poll=poll, **key, defaults={"group": group, "name": name, "channel": way}
        )
    trail.record(poll, "add_voters", by=by, at=at, group=group.pk, added=len(found))
    return len(found)


def _channel(asked: str, cadre: Any) -> str:
    has_account = cadre is not None and cadre.user_id is not None
    return VoteChannel.SLIP if asked == VoteChannel.APP and not has_account else asked


@transaction.atomic
def drop_voter(poll: Poll, *, voter: Any, by: Any, at: datetime) -> None:
    """Take somebody off the roll before it is fixed."""
    poll = _draft(poll, by)
    poll.voters.filter(pk=voter.pk).delete()
    trail.record(poll, "drop_voter", by=by, at=at, voter=voter.pk)


@transaction.atomic
def merge(poll: Poll, *, group: Any, into: Any, by: Any, at: datetime) -> PollGroup:
    """Let a group too small to hide anybody go into another; its weight goes along.

    :raises StateConflict: into itself
    """
    poll = _draft(poll, by)
    if group.pk == into.pk:
        raise StateConflict(_("请选择另一个分组。"))
    poll.voters.filter(group=group).update(group=into)
    weight, name = group.weight, group.name
    poll.groups.filter(pk=group.pk).delete()
    into.weight += weight
    into.name = f"{into.name}、{name}"[:30]
    into.save(update_fields=["weight", "name"])
    trail.record(poll, "merge_groups", by=by, at=at, into=into.pk)
    return into  # type: ignore[no-any-return]


@transaction.atomic
def open_(poll: Poll, *, by: Any, at: datetime) -> Poll:
    """Fix ballot and roll, and make one token for each voter. Triggers keep it from then on.

    :raises RegulationBroken: BL-01 small group, BL-03 too few subjects, BL-04 time,
        BL-19 somebody assessed is on the roll
    """
    poll = _draft(poll, by)
    regulations.enough_subjects.check(poll.subjects.count(), poll.bottom_n)
    regulations.closes_at_a_later_hour.check(poll.closes_at, at)
    sizes = polls.sizes(poll)
    regulations.groups_hide_a_voter.check(list(sizes.values()))
    if poll.purpose == PollPurpose.TRAINEES:
        regulations.nobody_judges_themselves.check(polls.on_both_sides(poll))
    made = [
        PollToken(group_id=group, channel=channel, key=secrets.token_hex(32))
        for group, channel in poll.voters.values_list("group", "channel")
    ]
    secrets.SystemRandom().shuffle(made)
    PollToken.objects.bulk_create(made, batch_size=5000)
    poll.opened_by, poll.opened_at = by, at
    poll.save(update_fields=["opened_by", "opened_at"])
    trail.record(poll, "open_poll", by=by, at=at, roll=sum(sizes.values()))
    return poll


@transaction.atomic
def close(poll: Poll, *, by: Any, at: datetime) -> Poll:
    """End the vote; from now on paper ballots are entered.

    :raises RegulationBroken: BL-13, before its time while somebody may still vote
    """
    poll = lock(poll)
    permissions.organise_poll.check(by, poll)
    if poll.state != PollState.OPEN:
        raise StateConflict(_("当前状态为“%(state)s”。") % {"state": poll.state.label})
    unused = PollToken.objects.filter(group__poll=poll).exclude(channel=VoteChannel.PAPER)
    regulations.time_is_up.check(poll, at, unused.count())
    poll.closed_by, poll.closed_at = by, at
    poll.save(update_fields=["closed_by", "closed_at"])
    trail.record(poll, "close_poll", by=by, at=at)
    return poll


@transaction.atomic
def void(poll: Poll, *, reason: str, by: Any, at: datetime) -> PollVoid:
    """Say that a poll about trainees does not count; one that takes votes takes none any more.

    :raises RegulationBroken: BL-17 it is void already, BL-18 no reason
    """
    poll = lock(poll)
    permissions.void_poll.check(by, poll)
    regulations.poll_stands.check(poll)
    regulations.void_is_explained.check(reason)
    if poll.state == PollState.OPEN:
        poll.closed_by, poll.closed_at = by, at
        poll.save(update_fields=["closed_by", "closed_at"])
    row = PollVoid.objects.create(poll=poll, reason=reason, by=by, at=at)
    trail.record(poll, "void_poll", by=by, at=at, reason=reason)
    return row
