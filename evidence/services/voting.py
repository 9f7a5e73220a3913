"""How a vote comes into the urn. Nothing here is written to the audit trail: it would tell who."""

import secrets
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.sealing.boxes import fingerprint
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import PollState, VoteChannel
from evidence.models import Poll, PollToken, PollVoter, UrnBallot
from evidence.queries import polls
from evidence.services.polls import code_of

CODE_LENGTH = 12


class Drawn(NamedTuple):
    """A voting code, shown once, with the poll and the group that it is good for."""

    code: str
    poll: Poll
    group: Any


def key_of(code: str) -> str:
    """Answer the keyed hash under which a code is known; blanks, dashes and case do not count."""
    kept = "".join(sign for sign in code.upper() if sign.isalnum())
    return fingerprint(f"ballot:{kept}")


def _key(token: PollToken) -> str:
    code = code_of(CODE_LENGTH)
    token.key, token.is_keyed = key_of(code), True
    token.save(update_fields=["key", "is_keyed"])
    return code


def _open(poll: Poll) -> Poll:
    if poll.state != PollState.OPEN:
        raise StateConflict(_("当前状态为“%(state)s”。") % {"state": poll.state.label})
    return poll


@transaction.atomic
def slips(poll: Poll, *, group: Any, by: Any, at: datetime) -> list[str]:
    """Make the codes of a group's slips, once more if none was used; old slips are void then.

    Which slip goes to whom is nowhere written: they are shuffled and handed out.

    :raises RegulationBroken: BL-09, a slip of the group was used
    """
    poll = _open(lock(poll))
    permissions.organise_poll.check(by, poll)
    made = poll.voters.filter(group=group, channel=VoteChannel.SLIP).count()
    rows = PollToken.objects.filter(group=group, channel=VoteChannel.SLIP)
    tokens = list(rows.select_for_update())
    regulations.no_slip_is_used.check(len(tokens), made)
    codes = [_key(token) for token in tokens]
    secrets.SystemRandom().shuffle(codes)
    trail.record(poll, "print_slips", by=by, at=at, group=group.pk, slips=len(codes))
    return codes


@transaction.atomic
def draw(poll: Poll, *, by: Any, at: datetime) -> Drawn:
    """Give a voter with an account a code of their group, once. Nobody draws for another.

    :raises RegulationBroken: BL-08, not on the roll or drawn before
    """
    poll = _open(lock(poll))
    rows = PollVoter.objects.select_for_update(of=("self",)).select_related("group")
    mine = rows.filter(poll=poll, cadre__user=by, channel=VoteChannel.APP).first()
    regulations.may_draw.check(mine)
    free = PollToken.objects.filter(group=mine.group, channel=VoteChannel.APP, is_keyed=False)  # type: ignore[union-attr]
    token = free.order_by("key").select_for_update(skip_locked=True).first()
    regulations.code_opens_a_ballot.check(token)
    mine.is_drawn = True  # type: ignore[union-attr]
    mine.save(update_fields=["is_drawn"])  # type: ignore[union-attr]
    return Drawn(_key(token), poll, mine.group)  # type: ignore[arg-type, union-attr]


def offered(code: str, *, moment: datetime) -> Drawn:
    """Answer what an unused code is good for.

    :raises RegulationBroken: BL-06, with one sentence for every reason: nothing can be found out
    """
    token = polls.token_of(key_of(code), moment)
    regulations.code_opens_a_ballot.check(token)
    return Drawn(code, token.group.poll, token.group)  # type: ignore[union-attr]


def cast(code: str, *, marks: dict[str, str], moment: datetime) -> Poll:
    """Put one ballot into the urn and burn the code, both or neither; empty marks are invalid.

    No `by` and no `at`: a ballot keeps neither hand nor time. `moment` is looked at and let go.
    The database decides: its trigger takes the token, checks time and marks, and forgets both.

    :raises RegulationBroken: BL-06 the code is not good, BL-07 the marks do not fit
    """
    poll = offered(code, moment=moment).poll
    regulations.marks_fit.check(poll, marks, polls.positions(poll))
    hour = moment.replace(minute=0, second=0, microsecond=0)
    try:
        with transaction.atomic():
            UrnBallot(token_key=key_of(code), cast_at=hour, marks=marks, is_valid=bool(marks)).save(
                force_insert=True
            )
    except IntegrityError:  # the same code a moment earlier, or the poll was closed
        regulations.code_opens_a_ballot.check(None)
    return poll
