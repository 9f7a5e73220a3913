"""What a counted poll about trainees comes to for one of them: never a ballot, never a small group.

Groups count by their weights where five or more ballots of each answer for the person. Else all
their ballots together are one group and the weights fall: a weighted value beside the sum of the
counts would tell what the few said. With fewer than five in all there is no value.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.dates import legal_day
from evidence.models import Poll, PollSubject
from evidence.queries import own_tallies, tallies


@dataclass(frozen=True)
class Tally:
    """A person's value, None with too few ballots, and the lines of ballots behind it."""

    subject: PollSubject
    value: Decimal | None
    lines: tuple[own_tallies.Line, ...]
    weights: tuple[Decimal, ...]  # one for each line; empty if all are one group

    @property
    def total(self) -> int:
        """Ballots that answer for the person, of the lines told."""
        return sum(line.total for line in self.lines)


def of_poll(poll: Poll) -> list[Tally]:
    """Answer everybody on the ballot of a counted poll, in its order."""
    rows = tallies.result(poll, on=legal_day(poll.counted_at))  # type: ignore[arg-type]
    merged = poll.groups.filter(merged_into__isnull=False).exists()
    return [_of(poll, row, merged) for row in sorted(rows, key=lambda row: row.subject.position)]


def _of(poll: Poll, row: tallies.Result, is_merged: bool) -> Tally:
    lines = own_tallies.lines_of(row)
    if is_merged and len(lines) == 1:  # it bears one group's name and holds the others too
        lines = (own_tallies.Line("", lines[0].counts, lines[0].total),)
    if not lines:
        return Tally(row.subject, None, (), ())
    if own_tallies.is_by_group(lines):
        return Tally(row.subject, row.value, lines, tuple(part.weight for part in row.parts))
    pooled = tallies.value_of(poll, lines[0].counts, lines[0].total)
    return Tally(row.subject, tallies.rounded(pooled), lines, ())
