"""Whatever is voted: the tally equals a naive recount, and lies between the groups' results."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from evidence.enums import PollMeasure
from evidence.models import Ballot, Poll, PollToken
from evidence.queries import polls as queries
from evidence.queries import tallies
from evidence.services import counting
from tests.factories import polls as make
from tests.moments import TODAY

pytestmark = pytest.mark.django_db
WORTH = {option["code"]: Fraction(option["value"]) for option in make.SCALE}
MARKS = st.dictionaries(st.sampled_from("123"), st.sampled_from("ABCD"), max_size=3)


def ballots(least):
    return st.lists(MARKS, min_size=least, max_size=7)


def naive(poll, position):
    """Count again from the published list, without any query of ours."""
    groups = {str(g.position): g for g in poll.groups.all()}
    weights = {g.position: Fraction(g.weight) for g in groups.values()}
    for group in groups.values():
        if group.merged_into_id:
            into = next(g for g in groups.values() if g.pk == group.merged_into_id)
            weights[into.position] += weights.pop(group.position)
    values = {}
    for line in queries.ballot_list(poll).splitlines():
        _pk, group, said = line.split(";")
        marks = dict(mark.split("=") for mark in said.split(",")) if said != "invalid" else {}
        if position in marks:
            values.setdefault(int(group), []).append(WORTH[marks[position]])
    told = {g: sum(v, Fraction(0)) / len(v) for g, v in values.items()}
    whole = sum(weights[g] for g in told)
    return sum(weights[g] * v for g, v in told.items()) / whole if told else None


class TallyOfAnyVote(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(ballots(5), ballots(0), st.integers(1, 99))
    def test_tally_is_the_recount_and_lies_between_the_groups(self, first, second, weight):
        groups = [("同事", Decimal(weight)), ("领导", Decimal(100 - weight))]
        poll = make.opened_poll(each=7, groups=groups)
        make.voted(poll, {"同事": first, "领导": second})
        poll = make.closed_poll(poll)
        valid = sum(bool(marks) for marks in first + second)
        if valid < 5:
            return
        poll = counting.count(poll, by=poll.planned_by, at=make.AFTER)

        for row in tallies.result(poll, on=TODAY):
            parts = [part.value for part in row.parts if part.value is not None]
            assert row.exact == naive(poll, str(row.subject.position))
            if parts:
                assert min(parts) <= row.exact <= max(parts)
        used = sum(group.used_count for group in poll.groups.all())
        assert used == Ballot.objects.filter(group__poll=poll).count() == len(first + second)
        assert used + PollToken.objects.filter(group__poll=poll).count() == 14


VALUES = st.lists(
    st.one_of(st.none(), st.fractions(0, 100, max_denominator=50)), min_size=1, max_size=12
)


@given(VALUES, st.integers(1, 12), st.sampled_from(PollMeasure.values))
def test_line_takes_whole_ties_and_never_fewer_than_asked(values, bottom_n, measure):
    poll = Poll(bottom_n=bottom_n, measure=measure)
    values.sort(key=lambda value: tallies._goodness(poll, value), reverse=True)
    judge = tallies._line(poll, values)

    on = [value for value in values if judge(value)[0]]
    told = [value for value in values if value is not None]

    assert len(on) >= min(bottom_n, len(told)) or None in values[-bottom_n:]
    assert not set(on) & {value for value in values if not judge(value)[0]}
    assert any(judge(value)[1] for value in on) is (len(on) > bottom_n)
