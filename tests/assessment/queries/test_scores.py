from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.models import Score
from assessment.queries import scores

WEIGHTS = {"class": 40, "practice": 40, "unit": 20}
marks = st.decimals(0, 100, places=2, allow_nan=False)


def mark(part, value):
    return Score(part=part, value=value)


def test_a_missing_part_is_left_out_and_named():
    standing = scores.reckon(WEIGHTS, [mark("class", Decimal(90)), mark("practice", Decimal(70))])

    assert (standing.total, standing.missing) == (Decimal("80.00"), ["单位评价"])
    assert not standing.is_renormalised


def test_no_part_at_all_has_no_total():
    assert scores.reckon(WEIGHTS, []).total is None


def test_a_part_that_does_not_apply_scales_the_other_weights():
    standing = scores.reckon(WEIGHTS, [mark("class", Decimal(90)), mark("unit", None)])

    assert [row.used_weight for row in standing.rows] == [Decimal(50), Decimal(50), None]
    assert standing.is_renormalised


@given(marks, marks, marks)
def test_the_total_is_the_sum_of_the_contributions_to_the_cent(one, two, three):
    standing = scores.reckon(
        WEIGHTS, [mark("class", one), mark("practice", two), mark("unit", three)]
    )

    exact = sum(row.exact for row in standing.rows)
    assert standing.total == scores.cents(exact)
    assert min(one, two, three) <= standing.total <= max(one, two, three)
