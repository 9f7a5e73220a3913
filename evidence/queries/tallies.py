"""The result of a counted poll: exact fractions from counted rows, rounded only to be shown."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Protection
from evidence.enums import BallotKind, PollMeasure
from evidence.models import Poll, PollCount, PollGroup

Counts = dict[str, int]  # answer → ballots


@dataclass(frozen=True)
class Part:
    """What one group says about one person."""

    group: PollGroup
    weight: Decimal
    value: Fraction | None  # None: all of the group abstained
    said: str
    counts: Counts
    total: int  # ballots that answer for the person; with names, all valid ones

    @property
    def shown(self) -> Decimal:
        return rounded(self.value)


@dataclass(frozen=True)
class Result:
    """One person's line: value to two places, rank from the good end, what each group says."""

    subject: Any
    exact: Fraction | None
    rank: int
    is_on_the_line: bool
    is_tied: bool  # shares its value with somebody across the line
    protection: str
    parts: tuple[Part, ...]
    said: str

    @property
    def value(self) -> Decimal:
        """The weighted value, rounded half up."""
        return rounded(self.exact)


def rounded(number: Fraction | None) -> Decimal:
    """Answer two places, half up; nothing counts as nought."""
    exact = number or Fraction(0)
    shown = Decimal(exact.numerator) / Decimal(exact.denominator)
    return shown.quantize(Decimal("0.01"), ROUND_HALF_UP)


def weights(groups: list[PollGroup]) -> dict[int, Decimal]:
    """Answer group id → weight, with that of every group merged into it."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for group in groups:
        found[group.merged_into_id or group.pk] += group.weight
    return dict(found)


def value_of(poll: Poll, counts: Counts, valid: int) -> Fraction | None:
    """Answer one group's score or share in percent; None without any answer."""
    total = _total(poll, counts, valid)
    if total == 0:
        return None
    if poll.measure == PollMeasure.SCORE:
        worth = {option["code"]: Fraction(str(option["value"])) for option in poll.options}
        return sum((worth[code] * n for code, n in counts.items()), Fraction(0)) / total
    wanted = set(poll.share_of.split(","))
    return Fraction(100 * sum(n for code, n in counts.items() if code in wanted), total)


def _total(poll: Poll, counts: Counts, valid: int) -> int:
    return valid if poll.kind == BallotKind.NAMES else sum(counts.values())


def weighted(parts: list[tuple[Decimal, Fraction | None]]) -> Fraction | None:
    """Answer the weighted mean of the groups that answered."""
    told = [(Fraction(weight), value) for weight, value in parts if value is not None]
    whole = sum((weight for weight, _value in told), Fraction(0))
    return sum((w * v for w, v in told), Fraction(0)) / whole if whole else None


def result(poll: Poll, *, on: date) -> list[Result]:
    """Answer everybody from the best to the worst, those on the line marked, ties named."""
    groups = list(poll.groups.order_by("position"))
    counts: dict[tuple[int, int], Counts] = defaultdict(dict)
    for row in PollCount.objects.filter(subject__poll=poll):
        counts[row.subject_id, row.group_id][row.option] = row.number
    people = list(poll.subjects.select_related("cadre__unit", "cadre__user").order_by("position"))
    parts = {one.pk: _parts(poll, one, groups, counts) for one in people}
    exact = {one.pk: weighted([(p.weight, p.value) for p in parts[one.pk]]) for one in people}
    people.sort(key=lambda one: _goodness(poll, exact[one.pk]), reverse=True)
    guarded = _protections(people, on)
    line = _line(poll, [exact[one.pk] for one in people])
    return [
        Result(
            subject=one,
            exact=exact[one.pk],
            rank=1 + sum(_better(poll, exact[x.pk], exact[one.pk]) for x in people),
            is_on_the_line=line(exact[one.pk])[0],
            is_tied=line(exact[one.pk])[1],
            protection=guarded.get(one.cadre_id, ""),
            parts=tuple(parts[one.pk]),
            said=_said(poll, exact[one.pk]),
        )
        for one in people
    ]


def _parts(poll: Poll, one: Any, groups: list[PollGroup], counts: Any) -> list[Part]:
    share = weights(groups)
    return [
        Part(
            group,
            share[group.pk],
            value_of(poll, counts[one.pk, group.pk], group.valid_count or 0),
            counted(poll, counts[one.pk, group.pk]),
            counts[one.pk, group.pk],
            _total(poll, counts[one.pk, group.pk], group.valid_count or 0),
        )
        for group in groups
        if group.pk in share
    ]


def counted(poll: Poll, counts: Counts) -> str:
    """Answer the numbers behind a value: 优秀 3、称职 12."""
    return _("、").join(f"{o['label']} {counts.get(o['code'], 0)}" for o in poll.options)


def _goodness(poll: Poll, value: Fraction | None) -> Fraction:
    """Answer a number that grows with how well somebody did; no answer at all stands apart."""
    if value is None:
        return Fraction(10**6)  # nobody said anything: never at the bottom
    return -value if poll.measure == PollMeasure.SHARE_BAD else value


def _better(poll: Poll, one: Fraction | None, other: Fraction | None) -> bool:
    return _goodness(poll, one) > _goodness(poll, other)


def _line(poll: Poll, values: list[Fraction | None]) -> Any:
    """Answer a judge: value → (on the line, tied across it). `values` run from best to worst.

    A tie is never broken: everybody with the value at the cut is on the line, and named as tied.
    """
    if poll.bottom_n is None and poll.threshold is None:
        return lambda _value: (False, False)  # about trainees: nobody is singled out
    goods = [_goodness(poll, value) for value in values]
    if poll.bottom_n is None:
        edge = _goodness(poll, Fraction(poll.threshold or 0))
        return lambda value: (value is not None and _goodness(poll, value) <= edge, False)
    cut = goods[-poll.bottom_n] if poll.bottom_n <= len(goods) else goods[0]
    is_split = sum(good <= cut for good in goods) > poll.bottom_n
    return lambda value: (
        value is not None and _goodness(poll, value) <= cut,
        is_split and value is not None and _goodness(poll, value) == cut,
    )


def _protections(people: list[Any], on: date) -> dict[int, str]:
    rows = Protection.objects.in_force(on).filter(cadre__in=[one.cadre_id for one in people])
    return {row.cadre_id: row.get_kind_display() for row in rows}


def _said(poll: Poll, value: Fraction | None) -> str:
    if value is None:
        return _("没有人评定")
    if poll.measure == PollMeasure.SCORE:
        return _("加权得分 %(value)s") % {"value": f"{rounded(value):f}"}
    labels = {option["code"]: option["label"] for option in poll.options}
    named = _("、").join(labels.get(code, code) for code in poll.share_of.split(","))
    told = {"named": named, "value": f"{rounded(value):f}"}
    return _("“%(named)s”加权得票率 %(value)s%%") % told
