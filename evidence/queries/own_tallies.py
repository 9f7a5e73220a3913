"""What a person on the ballot is told of the count: their own numbers, nothing that names a vote.

Their page and the rows of a signal follow it; a signal states the value besides, because that is
what the rule compares and the person answers to.

A group is told apart only if five or more of its ballots answer for the person. With one group
hidden, the weighted value less the groups shown would give its answers away: then only all groups
together are told, and no value.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.dates import legal_day
from evidence.models import Poll, PollSubject
from evidence.queries import tallies

FEWEST = 5  # ballots; with fewer a count would tell what single people said


@dataclass(frozen=True)
class Line:
    """Ballots of a group, or of all together (no name), that answer for the person."""

    name: str
    counts: tallies.Counts
    total: int


@dataclass(frozen=True)
class Told:
    """The person's own result. `is_whole`: every group stands alone, so the value is told too."""

    result: tallies.Result
    lines: tuple[Line, ...]
    is_whole: bool


def subjects(user: Any) -> QuerySet[PollSubject]:
    """Answer where a person stood on the ballot of a poll that is counted, the latest first."""
    rows = PollSubject.objects.filter(cadre__user=user, poll__counted_at__isnull=False)
    return rows.select_related("poll__unit", "poll__county", "poll__void").order_by(
        "-poll__counted_at", "pk"
    )


def told(subject: PollSubject) -> Told:
    """Answer what a person is told; protections as of the day of the count."""
    poll = subject.poll
    counted: Any = poll.counted_at  # the poll is counted
    rows = tallies.result(poll, on=legal_day(counted))
    found = next(row for row in rows if row.subject.pk == subject.pk)
    lines = lines_of(found)
    return Told(found, lines, is_by_group(lines))


def is_by_group(lines: tuple[Line, ...]) -> bool:
    """Answer whether every group stands alone."""
    return bool(lines) and all(line.name for line in lines)


def lines_of(result: tallies.Result) -> tuple[Line, ...]:
    """Answer each group's ballots, all groups together if one is too small, or nothing."""
    lines = tuple(Line(part.group.name, part.counts, part.total) for part in result.parts)
    if all(line.total >= FEWEST for line in lines):
        return lines
    whole = Line("", _sum(lines), sum(line.total for line in lines))
    return (whole,) if whole.total >= FEWEST else ()


def _sum(lines: tuple[Line, ...]) -> tallies.Counts:
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line.counts)
    return dict(counts)


def behind(poll: Poll, row: tallies.Result) -> list[dict[str, str]]:
    """Answer the groups behind a value, as a signal keeps them and the person reads them too."""
    on = legal_day(poll.closed_at).isoformat()  # type: ignore[arg-type]
    lines = lines_of(row)
    told = [(f"各组合计 {tallies.counted(poll, one.counts)}", f"{one.total} 票") for one in lines]
    if is_by_group(lines):
        told = [
            (
                f"{part.group.name}（权重 {part.weight.normalize():f}）{part.said}",
                f"{part.shown:f}",
            )
            for part in row.parts
        ]
    told = told or [("评定此人的票不足 5 张，不列票数", "—")]
    return [{"label": label, "value": value, "on": on} for label, value in told]
