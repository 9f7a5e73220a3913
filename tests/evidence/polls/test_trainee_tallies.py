"""What a poll about trainees comes to for each: weights, small groups, nobody on any line."""

from decimal import Decimal

import pytest

from accounts.enums import Role
from core.errors import RegulationBroken
from evidence.enums import PollPurpose
from evidence.queries import tallies, trainee_tallies
from evidence.services import poll_signals
from tests.factories import polls as make
from tests.factories.accounts import holder
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


def counted(marks):
    unit = UnitFactory()
    by = holder(Role.UNIT_CLERK, unit)
    facts = {"purpose": PollPurpose.TRAINEES, "bottom_n": None, "ground": None, "by": by}
    return make.counted_poll(make.opened_poll(unit, subjects=2, **facts), marks)


def test_groups_of_five_count_by_their_weights():
    poll = counted({"同事": [{"1": "A", "2": "A"}] * 5, "服务对象": [{"1": "D", "2": "B"}] * 5})

    first, second = trainee_tallies.of_poll(poll)

    assert (first.value, second.value) == (Decimal("60.00"), Decimal("92.00"))
    assert first.weights == (Decimal(60), Decimal(40))


def test_where_few_of_a_group_judge_somebody_all_ballots_are_one_group_without_weights():
    few = [{"1": "D", "2": "B"}] * 2 + [{"2": "B"}] * 3
    poll = counted({"同事": [{"1": "A", "2": "A"}] * 5, "服务对象": few})

    first, second = trainee_tallies.of_poll(poll)

    assert first.value == Decimal("71.43")  # 500 of 7 ballots; by weights it would be 60
    assert [(line.name, line.total) for line in first.lines] == [("", 7)]
    assert first.weights == ()
    assert second.value == Decimal("92.00")


def test_fewer_than_five_about_somebody_are_no_value():
    some = [{"1": "A", "2": "A"}] * 2 + [{"2": "A"}] * 3
    poll = counted({"同事": some, "服务对象": [{"2": "B"}] * 5})

    first, second = trainee_tallies.of_poll(poll)

    assert (first.value, first.lines, first.total) == (None, (), 0)
    assert second.value is not None


def test_nobody_is_on_a_line_and_no_signal_comes_of_it():
    poll = counted({"同事": [{"1": "D", "2": "D"}] * 5, "服务对象": [{"1": "D", "2": "D"}] * 5})

    rows = tallies.result(poll, on=TODAY)

    assert not any(row.is_on_the_line for row in rows)
    with pytest.raises(RegulationBroken, match="BL-15"):
        poll_signals.raise_for(poll, subjects=[rows[0].subject.pk], by=poll.planned_by, at=NOW)
