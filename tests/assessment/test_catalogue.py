"""The outcome catalogue: each of its rules, and the table of staff kind by outcome."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from assessment import regulations
from assessment.enums import Approver, OutcomeKind
from assessment.presenters import catalogue
from assessment.queries import gate
from assessment.regulations.gate import Facts, judge
from cadres.enums import Authority, StaffKind

DAY = date(2026, 11, 27)
CIVIL, INSTITUTION, CONTRACT = StaffKind.CIVIL_SERVANT, StaffKind.INSTITUTION, StaffKind.CONTRACT
HELD = frozenset({"ground_refused_post", "bars_checked", "heard"})


def facts(*held, **more):
    return Facts(**{"held_on": DAY, "held": frozenset(held), "approver": "COUNTY", **more})


def verdict(kind, staff_kind, is_leading, given=None, *, profile="in_force"):
    return judge(kind, staff_kind, is_leading, profile, given or facts())


# Domain reference 3.4, written down a second time: who may NOT have which outcome.
NOBODY = set(range(7))
REFUSED = {
    "REMOVE": {1, 3, 5, 6},
    "DEMOTE": {6},
    "REDUCE_GRADE": NOBODY,
    "STANDBY": {0, 1, 2, 3},
    "DISMISS": {4, 5, 6},
    "TERMINATE": {0, 1},
    "SECOND_LINE": NOBODY,
    "NON_LEADING": NOBODY,
}


def documented():
    """Answer the cells of docs/outcomes.md by outcome."""
    text = (Path(settings.BASE_DIR) / "docs/outcomes.md").read_text("utf-8")
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:-1] for cells in lines[1:]}


@pytest.mark.parametrize("kind", OutcomeKind)
@pytest.mark.parametrize("staff_kind", StaffKind)
@pytest.mark.parametrize("is_leading", [True, False])
def test_gate_equals_the_documented_table_and_the_reference(kind, staff_kind, is_leading):
    column = catalogue.column_of(staff_kind, is_leading)
    row = gate.ruling(kind, staff_kind, is_leading)
    given = facts(
        *(one.code for one in row.conditions if one.role != "none"),
        failed_years=2,
        noticed_on=DAY - timedelta(days=30),
        ends_on=DAY + timedelta(days=30) if row.months else None,
    )

    said = judge(kind, staff_kind, is_leading, "in_force", given)

    assert (said.number or "可") == documented()[kind.label][column]
    assert said.is_allowed is (column not in REFUSED.get(kind, set()))
    assert bool(said.sentence) is not said.is_allowed


@pytest.mark.parametrize(
    ("staff_kind", "is_leading"),
    [(CIVIL, True), (CIVIL, False), (INSTITUTION, True), (CONTRACT, False)],
)
def test_as_practised_lets_everything_through_with_the_mark(staff_kind, is_leading):
    for kind in REFUSED:
        said = verdict(kind, staff_kind, is_leading, profile="as_practised")
        assert (said.is_allowed, said.is_marked, bool(said.sentence)) == (True, True, True), kind


@pytest.mark.parametrize("staff_kind", [CIVIL, INSTITUTION, CONTRACT])
def test_oc_01_grade_reduction_is_a_sanction(staff_kind):
    said = verdict("REDUCE_GRADE", staff_kind, is_leading=False)
    assert (said.number, said.is_allowed) == ("OC-01", False)
    assert said.sentence.startswith("降级是处分")


@pytest.mark.parametrize(
    ("number", "kind", "staff_kind", "is_leading"),
    [
        ("OC-02", "REMOVE", CIVIL, False),
        ("OC-02", "REMOVE", INSTITUTION, False),
        ("OC-03", "DEMOTE", CONTRACT, False),
        ("OC-04", "STANDBY", CIVIL, True),
        ("OC-05", "DISMISS", INSTITUTION, False),
        ("OC-06", "TERMINATE", CIVIL, False),
        ("OC-07", "SECOND_LINE", CIVIL, True),
        ("OC-07", "NON_LEADING", INSTITUTION, False),
    ],
)
def test_oc_02_oc_03_oc_04_oc_05_oc_06_oc_07_not_for_this_kind(
    number, kind, staff_kind, is_leading
):
    assert verdict(kind, staff_kind, is_leading).number == number


@pytest.mark.parametrize(
    ("kind", "staff_kind", "held"),
    [
        ("DISMISS", CIVIL, ("bars_checked", "heard")),
        ("TERMINATE", INSTITUTION, ("notice_30_days", "heard")),
    ],
)
def test_oc_08_a_ground_is_needed(kind, staff_kind, held):
    said = verdict(kind, staff_kind, False, facts(*held, noticed_on=DAY - timedelta(days=30)))
    assert said.number == "OC-08"
    assert "旷工" in said.sentence


@pytest.mark.parametrize("bar", ["bar_disabled", "bar_illness", "bar_maternity", "bar_other"])
def test_oc_09_no_dismissal_with_a_bar_ticked_or_on_record(bar):
    ticked = verdict("DISMISS", CIVIL, False, facts(*HELD, bar))
    recorded = verdict("DISMISS", CIVIL, False, facts(*HELD, bars=frozenset({bar})))
    assert (ticked.number, ticked) == ("OC-09", recorded)
    assert gate.condition(bar).sentence in ticked.sentence


def test_oc_10_every_condition_is_ticked():
    said = verdict("TRANSFER", CIVIL, False, facts("vacancy"))
    assert said.number == "OC-10"
    assert "陈述申辩" in said.sentence


@pytest.mark.parametrize(
    ("noticed_on", "is_kept"),
    [
        (None, False),
        (DAY - timedelta(days=29), False),
        (DAY - timedelta(days=30), True),
    ],
)
def test_oc_11_termination_after_thirty_days_notice(noticed_on, is_kept):
    held = ("contract_absent", "notice_30_days", "heard")
    said = verdict("TERMINATE", INSTITUTION, False, facts(*held, noticed_on=noticed_on))
    assert said.number == ("" if is_kept else "OC-11")


@pytest.mark.parametrize("staff_kind", [CIVIL, INSTITUTION, CONTRACT])
def test_oc_12_nobody_is_retired_without_asking(staff_kind):
    assert verdict("RETIRE", staff_kind, False, facts("years_served")).number == "OC-12"
    asked = facts("own_application", "years_served")
    assert verdict("RETIRE", staff_kind, False, asked).is_allowed


@pytest.mark.parametrize(
    ("kind", "authority", "approver", "is_kept"),
    [
        ("RETURN", "COUNTY", "UNIT", False),
        ("RETURN", "PREFECTURE", "DEPARTMENT", True),
        ("DISMISS", "UNIT", "DEPARTMENT", False),
        ("DISMISS", "UNIT", "COUNTY", True),
        ("DISMISS", "PREFECTURE", "COUNTY", False),
        ("REMOVE", "COUNTY", "DEPARTMENT", False),
        ("REMOVE", "PREFECTURE", "PROVINCE", True),
        ("TRANSFER", "UNIT", "UNIT", True),
        ("RETURN", "COUNTY", "", False),
        ("RETURN", "COUNTY", "SOMEBODY", False),
    ],
)
def test_oc_13_the_approver_is_high_enough(kind, authority, approver, is_kept):
    row = gate.ruling(kind, CIVIL, is_leading=True)
    assert regulations.approver_is_high_enough.is_kept(row, approver, authority) is is_kept


def test_authorities_are_levels_of_approval():
    assert set(Authority.values) < set(Approver.values)


@pytest.mark.parametrize(
    ("kind", "ends_on", "is_kept"),
    [
        ("PRACTICE", None, False),
        ("PRACTICE", DAY, False),
        ("PRACTICE", date(2027, 5, 27), True),
        ("PRACTICE", date(2027, 5, 28), False),
        ("MENTORING", date(2027, 11, 27), True),
        ("MENTORING", date(2027, 11, 28), False),
        ("RETURN", None, True),
        ("RETURN", DAY + timedelta(days=1), False),
    ],
)
def test_oc_14_ends_within_the_longest_time(kind, ends_on, is_kept):
    row = gate.ruling(kind, CIVIL, is_leading=False)
    assert regulations.ends_within_the_longest_time.is_kept(row, ends_on, DAY) is is_kept


def test_oc_14_says_how_long():
    given = facts("ability_short", "host_agrees", ends_on=DAY + timedelta(days=300))
    assert "最长6个月" in verdict("PRACTICE", CIVIL, False, given).sentence


@pytest.mark.parametrize(
    ("ground", "failed_years", "number"),
    [
        ("ground_two_years", 0, "OC-15"),
        ("ground_two_years", 1, "OC-15"),
        ("ground_two_years", 2, ""),
        ("ground_refused_post", 0, ""),
    ],
)
def test_oc_15_two_failed_years_stand_in_the_archive(ground, failed_years, number):
    given = facts(ground, "bars_checked", "heard", failed_years=failed_years)
    assert verdict("DISMISS", CIVIL, False, given).number == number


def test_oc_16_dismissal_waits_for_the_investigation():
    assert verdict("DISMISS", CIVIL, False, facts(*HELD, is_investigated=True)).number == "OC-16"
    given = facts("vacancy", "heard", is_investigated=True)
    assert verdict("TRANSFER", CIVIL, False, given).is_allowed


@pytest.mark.parametrize(
    ("served_on", "until_on", "note", "is_kept"),
    [
        (DAY, DAY, "", True),
        (DAY + timedelta(days=1), DAY, " ", False),
        (DAY + timedelta(days=1), DAY, "本人外出，邮寄退回后再送", True),
        (DAY, None, "", True),
    ],
)
def test_oc_17_late_serving_is_explained(served_on, until_on, note, is_kept):
    assert regulations.late_serving_is_explained.is_kept(served_on, until_on, note) is is_kept
