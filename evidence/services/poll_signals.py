"""Signals of a counted poll: raised for those whom a person chose after seeing the line."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import Practice
from evidence.models import Poll, Signal
from evidence.queries import own_tallies, tallies
from evidence.services import signals


@transaction.atomic
def raise_for(poll: Poll, *, subjects: list[int], by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for each chosen person on the line; twice is once.

    :param subjects: keys of the people chosen on the page that shows who and why
    :raises RegulationBroken: BL-14 not on the line or protected, BL-15 no ground
    """
    poll = lock(poll)
    permissions.organise_poll.check(by, poll)
    regulations.poll_names_a_ground.check(poll)
    found = {row.subject.pk: row for row in tallies.result(poll, on=legal_day(at))}
    for pk in subjects:
        regulations.is_on_the_line.check(found.get(pk))
    return [_raise(poll, found[pk], by=by, at=at) for pk in subjects]


def _raise(poll: Poll, row: tallies.Result, *, by: Any, at: datetime) -> Signal:
    opened, closed = poll.opened_at, poll.closed_at
    return signals.raise_(
        row.subject.cadre,
        practice=Practice.BALLOT,
        source_pk=poll.pk,
        ground=poll.ground,
        value=row.value,
        said=f"{poll.title}：{row.said}"[:200],
        rule=poll.rule[:120],
        rows=own_tallies.behind(poll, row),
        from_on=legal_day(opened),  # type: ignore[arg-type]
        until_on=legal_day(closed),  # type: ignore[arg-type]
        by=by,
        at=at,
    )
