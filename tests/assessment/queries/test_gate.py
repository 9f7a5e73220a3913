import pytest

from assessment.enums import OutcomeKind, Route
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


@pytest.mark.parametrize("route", Route)
def test_every_remedy_says_that_nobody_is_treated_worse_for_using_it(route):
    assert "不因" in remedies.text(route, 30)


@pytest.mark.parametrize(
    ("route", "days"), [("objection", 14), ("civil", 30), ("arbitration", 30), ("employed", 60)]
)
def test_each_route_has_its_term(route, days):
    assert remedies.days(route, 14) == days


@pytest.mark.parametrize(
    ("kind", "staff_kind", "route"),
    [
        ("DISMISS", "CIVIL_SERVANT", "civil"),
        ("DEMOTE", "INSTITUTION", "institution"),
        ("STANDBY", "CONTRACT", "arbitration"),
        ("TERMINATE", "INSTITUTION", "arbitration"),
        ("TERMINATE", "EMPLOYED", "employed"),
        ("RETURN", "WORKER", "objection"),
    ],
)
def test_each_outcome_names_its_remedy(kind, staff_kind, route):
    assert gate.ruling(kind, staff_kind, is_leading=False).route == route


def test_an_employed_leader_can_be_removed_like_other_leaders():
    row = gate.ruling("REMOVE", "EMPLOYED", is_leading=True)
    assert (row.refused, row.route) == ("", "civil")
