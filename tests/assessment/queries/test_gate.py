import pytest

from assessment.enums import Body, OutcomeKind
from assessment.queries import gate, remedies
from cadres.enums import StaffKind


@pytest.mark.parametrize("kind", OutcomeKind.values)
@pytest.mark.parametrize("staff_kind", StaffKind.values)
@pytest.mark.parametrize("is_leading", [True, False])
def test_every_outcome_is_either_refused_with_a_reason_or_has_a_basis(kind, staff_kind, is_leading):
    row = gate.ruling(kind, staff_kind, is_leading)

    assert bool(row.refused) != bool(row.basis)
    assert bool(row.refused) != bool(row.conditions)


def test_every_condition_of_the_gate_is_used():
    used = {
        row.code
        for staff_kind in StaffKind.values
        for is_leading in (True, False)
        for ruling in gate.rulings(staff_kind, is_leading)
        for row in ruling.conditions
    }

    assert used == set(gate.condition_codes())


@pytest.mark.parametrize("body", Body)
@pytest.mark.parametrize("is_appealable", [True, False])
def test_every_remedy_says_that_nobody_is_treated_worse_for_using_it(body, is_appealable):
    assert "不因" in remedies.text(body, is_appealable, 30)
