"""Show-and-compare rounds: how a member's numbers stand, and what the comments come to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from evidence.enums import Statement
from evidence.models import (
    PresentationComment,
    PresentationIndicator,
    PresentationMember,
    PresentationRecusal,
    PresentationRound,
    PresentationSeat,
    PresentationValue,
)
from evidence.queries import panels, protections
from evidence.queries.panels import CENT

Ties = dict[tuple[int, int], str]


def on_show(user: Any) -> QuerySet[PresentationMember]:
    """Answer 晒: what was shown in the rounds in which the user shows, or comments."""
    rounds = PresentationRound.objects.told_to(user).filter(shown_at__isnull=False)
    return PresentationMember.objects.filter(round__in=rounds.values("pk"))


@dataclass(frozen=True)
class Standing:
    """A member's number beside everybody's: none but the own if too few have one.

    `best` and `worst` are the quartiles towards the better and the worse end; `rank` 1 is the
    best, and equal numbers share it.
    """

    indicator: PresentationIndicator
    value: Decimal
    count: int
    median: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    rank: int | None = None


def compare(row: PresentationRound) -> dict[int, list[Standing]]:
    """Answer, by member, how each of their numbers stands, in two queries for any size."""
    indicators = list(row.indicators.order_by("pk"))
    given: dict[int, dict[int, Decimal]] = defaultdict(dict)
    values = PresentationValue.objects.filter(indicator__round=row)
    for key, member, value in values.values_list("indicator", "member", "value"):
        given[key][member] = value
    found: dict[int, list[Standing]] = defaultdict(list)
    for indicator in indicators:
        for member, standing in _standings(indicator, given[indicator.pk], row.smallest):
            found[member].append(standing)
    return found


def _standings(
    indicator: PresentationIndicator, given: dict[int, Decimal], smallest: int
) -> Iterable[tuple[int, Standing]]:
    count = len(given)
    if count < smallest:
        for member, value in given.items():
            yield member, Standing(indicator, value, count)
        return
    ordered = sorted(given.values(), reverse=indicator.higher_is_better)
    ranks = {value: ordered.index(value) + 1 for value in set(ordered)}
    best, median, worst = (quantile(ordered, quarter) for quarter in (1, 2, 3))
    for member, value in given.items():
        yield member, Standing(indicator, value, count, median, best, worst, ranks[value])


def quantile(ordered: list[Decimal], quarter: int) -> Decimal:
    """Answer a quartile of numbers in order, the way of PostgreSQL's percentile_cont: between two
    neighbours in proportion, two places, half up."""
    place = Decimal(quarter * (len(ordered) - 1)) / 4
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    exact = ordered[low] + (ordered[high] - ordered[low]) * (place - low)
    return exact.quantize(CENT, ROUND_HALF_UP)


def ties(seats: list[PresentationSeat], members: list[PresentationMember]) -> Ties:
    """Answer (seat, member) → why the commentator has nothing to do with the member."""
    declared = PresentationRecusal.objects.filter(seat__in=seats, member__in=members)
    found = {(row.seat_id, row.member_id): row.reason for row in declared}
    return found | panels.tied(seats, members)


def seat_of(row: PresentationRound, user: Any) -> Any:
    """Answer a user's seat with the members they commented on and those they recused from."""
    given = ArrayAgg("comments__member", filter=Q(comments__isnull=False), distinct=True)
    recused = ArrayAgg("recusals__member", filter=Q(recusals__isnull=False), distinct=True)
    rows = row.seats.filter(user=user).annotate(
        given=Coalesce(given, Value([])), recused=Coalesce(recused, Value([]))
    )
    return rows.first()


def counts(row: PresentationRound) -> dict[str, int]:
    """Answer how many members there are, reported, stated, were absent."""
    return row.members.aggregate(
        members=Count("pk"),
        reported=Count("report"),
        stated=Count("pk", filter=Q(statement=Statement.STATED)),
        absent=Count("pk", filter=Q(statement=Statement.ABSENT)),
    )


def unreported(row: PresentationRound, *, on: date) -> int:
    """Answer how many members have no report and were protected on no day of the round so far."""
    missing = list(row.members.filter(report=None).values_list("cadre", flat=True))
    return len(set(missing) - set(protections.within(missing, first=row.from_on, last=on)))


@dataclass
class Result:
    """What the comments on a member come to; no mean and no words under the least number."""

    member: PresentationMember
    count: int = 0
    mean: Decimal | None = None
    reasons: list[str] = field(default_factory=list)
    is_under: bool = False
    left_out: str = ""

    @property
    def cadre(self) -> Any:
        return self.member.cadre

    @property
    def said(self) -> str:
        """Answer the sentence of a signal."""
        line = self.member.round.line
        return f"{self.count} 人评议，平均 {self.mean:f} 分，低于 {line:f} 分"

    @property
    def rows(self) -> list[dict[str, str]]:
        """Answer the lines behind a signal: the mean, and the reasons without names or scores."""
        day = self.member.round.session_on.isoformat()
        mean = {"label": f"评议平均分（{self.count} 人）", "value": f"{self.mean:f}", "on": day}
        told = [
            {"label": f"理由 {number}：{reason}"[:200], "value": "", "on": ""}
            for number, reason in enumerate(self.reasons, start=1)
        ]
        return [mean, *told]


def results(row: PresentationRound, members: Iterable[PresentationMember]) -> dict[int, Result]:
    """Answer, by member, what a closed round's comments come to; nothing before.

    Mean = sum of the scores ÷ their number, exact, compared with the line before it is rounded to
    two places half up. Reasons stand in the order of their words, which says nothing about whom.
    """
    found = {member.pk: Result(member) for member in members}
    if row.closed_at is None:
        return {}
    scores: dict[int, list[Decimal]] = defaultdict(list)
    reasons: dict[int, list[str]] = defaultdict(list)
    for comment in PresentationComment.objects.filter(member__in=found).order_by("reason"):
        scores[comment.member_id].append(comment.score)
        reasons[comment.member_id].append(comment.reason)
    for pk, given in scores.items():
        one = found[pk]
        one.count = len(given)
        if one.count < row.least:
            continue
        total = sum(given, Decimal(0))
        one.mean = (total / one.count).quantize(CENT, ROUND_HALF_UP)
        one.reasons = reasons[pk]
        one.is_under = row.line is not None and total < row.line * one.count
    return found


def candidates(row: PresentationRound, *, on: date) -> list[Result]:
    """Answer whom the line names, by name; the protected are left out with the reason said."""
    if row.line is None:
        return []
    members = row.members.select_related("cadre__unit", "round")
    named = [one for one in results(row, members).values() if one.is_under]
    kept = protections.within([one.cadre.pk for one in named], first=row.from_on, last=on)
    for one in named:
        one.left_out = kept.get(one.cadre.pk, "")
    return sorted(named, key=lambda one: (one.cadre.name, one.cadre.pk))
