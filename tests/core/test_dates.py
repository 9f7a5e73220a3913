import time
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import dates

FIRST, LAST = min(chinese_calendar.holidays), max(chinese_calendar.holidays)


@pytest.fixture(autouse=True)
def _no_kept_years(monkeypatch):
    """Ask no table: these tests are about the library and Monday to Friday."""
    monkeypatch.setattr(dates, "_kept", dates._unknown)


covered = st.dates(FIRST + timedelta(days=60), LAST - timedelta(days=60))
anywhere = st.dates(date(1990, 1, 1), date(2060, 1, 1))
short = st.integers(0, 40)


def naive_working_days(start, count):
    """Walk the calendar and count the days that the State Council calls working days."""
    days, day = [], start
    while len(days) < count:
        day += timedelta(days=1)
        if dates.is_working_day(day):
            days.append(day)
    return days


@given(covered)
def test_is_working_day_covered_year_follows_the_state_council(day):
    expected = day in chinese_calendar.workdays or (
        day.weekday() < 5 and day not in chinese_calendar.holidays
    )

    assert dates.is_working_day(day) is expected
    assert not dates.is_estimated(day)


@given(st.dates(date(2050, 1, 1), date(2060, 1, 1)))
def test_is_working_day_year_not_published_counts_monday_to_friday(day):
    assert dates.is_working_day(day) is (day.isoweekday() <= 5)
    assert dates.is_estimated(day)


@given(anywhere, short)
def test_add_working_days_answers_the_last_of_so_many_working_days(start, count):
    assert dates.add_working_days(start, count) == [start, *naive_working_days(start, count)][-1]


@given(anywhere, short)
def test_add_calendar_days_ends_on_the_first_working_day_from_then(start, count):
    end = start + timedelta(days=count)

    answer = dates.add_calendar_days(start, count)

    assert dates.is_working_day(answer)
    assert answer >= end
    assert not any(
        dates.is_working_day(end + timedelta(days=n)) for n in range((answer - end).days)
    )


@given(anywhere, st.integers(0, 60))
def test_working_days_between_counts_what_a_walk_counts(start, span):
    end = start + timedelta(days=span)
    walked = sum(dates.is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))

    assert dates.working_days_between(start, end) == walked
    assert dates.working_days_between(end, start) == -walked


@given(anywhere, short)
def test_working_days_between_takes_back_what_add_put_on(start, count):
    end = dates.add_working_days(start, count)

    assert dates.working_days_between(start, end) == count


@given(anywhere, st.integers(0, 60))
def test_add_months_keeps_the_day_or_clips_to_the_last(start, months):
    answer = dates.add_months(start, months)

    index = start.year * 12 + start.month - 1 + months
    assert (answer.year, answer.month) == (index // 12, index % 12 + 1)
    is_clipped = (answer + timedelta(days=1)).day == 1
    assert answer.day == start.day or (is_clipped and answer.day < start.day)


@pytest.mark.parametrize(
    ("start", "days", "answer"),
    [
        (date(2018, 5, 10), 5, date(2018, 5, 17)),
        (date(2018, 4, 27), 1, date(2018, 4, 28)),
        (date(2018, 4, 28), 1, date(2018, 5, 2)),
    ],
    ids=["over a weekend", "make-up Saturday counts", "labour day does not"],
)
def test_add_working_days_around_labour_day_2018(start, days, answer):
    assert dates.add_working_days(start, days) == answer


@pytest.mark.parametrize(
    ("hour", "answer"), [(15, date(2018, 5, 10)), (16, date(2018, 5, 11))], ids=["before", "after"]
)
def test_legal_day_turns_at_midnight_in_shanghai(hour, answer):
    assert dates.legal_day(datetime(2018, 5, 10, hour, tzinfo=UTC)) == answer


def test_cn_writes_no_leading_zero():
    assert dates.cn(date(2018, 5, 1)) == "2018年5月1日"


def oracle(start, days, is_working, pauses):
    """Say when a term ends by listing days one by one, slow and without a line of dates.py."""
    off = {day for first, last in pauses for day in span(first, last)}
    counted, day = [], start
    while len(counted) < days:
        day = date.fromordinal(day.toordinal() + 1)
        if day not in off and (not is_working or chinese_calendar.is_workday(day)):
            counted.append(day)
    while not is_working and (day in off or not chinese_calendar.is_workday(day)):
        day = date.fromordinal(day.toordinal() + 1)
    return day


def span(first, last):
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


pauses_of = st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 15)), max_size=3)
terms = st.dates(FIRST + timedelta(days=30), LAST - timedelta(days=200))


@pytest.mark.parametrize(
    "zone",
    [
        pytest.param("UTC", marks=pytest.mark.sweep),
        "Asia/Shanghai",
        pytest.param("America/New_York", marks=pytest.mark.sweep),
    ],
)
def test_term_ends_as_the_oracle_says_whatever_the_zone_of_the_host(zone, monkeypatch):
    """10,000 terms in each zone: over year ends, 29 February, make-up days, pauses in a row."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()

    @settings(max_examples=10_000, deadline=None, database=None)
    @given(terms, st.integers(0, 30), st.booleans(), pauses_of, st.integers(0, 86_399))
    def agree(start, days, is_working, told, second):
        pauses = [
            (start + timedelta(days=first), start + timedelta(days=first + length))
            for first, length in told
        ]
        at = datetime(start.year, start.month, start.day, tzinfo=dates.ZONE)
        legal = dates.legal_day((at + timedelta(seconds=second)).astimezone(UTC))

        answer = dates.term_end(legal, days, is_working=is_working, pauses=pauses)

        assert answer == oracle(start, days, is_working, pauses)

    try:
        agree()
    finally:
        monkeypatch.undo()
        time.tzset()
