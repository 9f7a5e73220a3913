from datetime import date

import pytest

from training import regulations


@pytest.mark.parametrize(
    ("served_on", "is_kept"),
    [(date(2018, 5, 30), True), (date(2018, 5, 31), False)],
    ids=["three working days", "two"],
)
def test_tr_01_served_three_working_days_before_class(served_on, is_kept):
    assert regulations.served_in_time.is_kept(served_on, date(2018, 6, 4)) is is_kept


@pytest.mark.parametrize(
    ("until_on", "is_kept"),
    [
        (date(2019, 9, 9), False),
        (date(2019, 9, 10), True),
        (date(2020, 2, 11), True),
        (date(2020, 2, 12), False),
    ],
    ids=["29 days", "30 days", "6 months", "a day more"],
)
def test_tr_05_lasts_one_to_six_months(until_on, is_kept):
    from_on = date(2019, 8, 12)

    assert regulations.lasts_one_to_six_months.is_kept(from_on, until_on) is is_kept


def test_tr_05_a_short_month_counts_as_a_month():
    assert regulations.lasts_one_to_six_months.is_kept(date(2019, 2, 1), date(2019, 2, 28))


def test_tr_13_follows_scheme():
    assert regulations.follows_scheme.is_kept(3, 3)
    assert not regulations.follows_scheme.is_kept(2, 3)
