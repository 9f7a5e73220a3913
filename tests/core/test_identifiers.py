"""Check digits of ID numbers and credit codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import identifiers as ids

GOOD = "52232219900101123"
GOOD += ids.id_check_digit(GOOD)


@pytest.mark.parametrize("known", ["11010519491231002X", GOOD])
def test_known_id_numbers_are_good(known):
    assert ids.id_number_fault(known) == ""


@given(
    st.dates(date(1930, 1, 1), date(2010, 1, 1)), st.integers(0, 999), st.integers(100000, 659999)
)
def test_a_number_made_by_the_rule_is_good_and_tells_birth_and_sex(birth, serial, place):
    first = f"{place}{birth:%Y%m%d}{serial:03d}"
    number = first + ids.id_check_digit(first)

    assert ids.id_number_fault(number) == ""
    assert (ids.born_on(number), ids.sex_of(number)) == (birth, "M" if serial % 2 else "F")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, step):
    digit = str((int(GOOD[place]) + step) % 10)

    assert ids.id_number_fault(GOOD[:place] + digit + GOOD[place + 1 :])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "18位"),
        ("52232219900101123", "18位"),
        ("5223221990010112\uff13X", "18位"),
        ("522322199002301230", "日期"),
        ("522322179001011230", "日期"),
    ],
)
def test_a_bad_id_number_says_what_is_wrong(number, said):
    assert said in ids.id_number_fault(number)


def test_plain_brings_wide_small_and_spaced_into_one_form():
    assert ids.plain(" 1101051949 1231002\uff58\u3000") == "11010519491231002X"


def test_conflict_names_the_field():
    assert "出生日期" in ids.id_number_conflict(GOOD, birth=date(1990, 1, 2), sex="M")
    assert "性别" in ids.id_number_conflict(GOOD, birth=date(1990, 1, 1), sex="F")
    assert ids.id_number_conflict(GOOD, birth=date(1990, 1, 1), sex="M") == ""


@pytest.mark.parametrize("known", ["91350100M000100Y43", "9144030071526726XG"])
def test_known_credit_codes_are_good(known):
    assert ids.credit_code_fault(known) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [("", "18位"), ("91350100M000100Y4I", "18位"), ("91350100M000100Y44", "校验位")],
)
def test_a_bad_credit_code_says_what_is_wrong(code, said):
    assert said in ids.credit_code_fault(code)


@pytest.mark.parametrize(
    ("number", "good"),
    [("13800138000", True), ("0859-3223456", True), ("12345678901", False), ("", False)],
)
def test_phones(number, good):
    assert (ids.phone_fault(number) == "") is good
