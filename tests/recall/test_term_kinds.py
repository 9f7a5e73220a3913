"""Every kind of term ends on the day that a list of days, written one by one, says."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recall.enums import OF_APPEAL, OF_CASE, OF_NOMINATION, ClockKind
from recall.services.clocks import last_day
from tests.core.test_dates import oracle, pauses_of, terms

# kind → most days it can have, working or not, the most days an extension gives, can it be paused
KINDS = {
    ClockKind.VERIFY: (60, True, 10, True),
    ClockKind.REPLY: (60, True, 10, True),
    ClockKind.DECIDE: (60, True, 10, True),
    ClockKind.SERVE: (30, True, 10, True),
    ClockKind.ASSESS: (60, True, 10, True),
    ClockKind.OUTCOME: (90, False, 10, True),
    ClockKind.INFORM: (30, True, 10, True),
    ClockKind.ADMIT: (30, False, 0, False),
    ClockKind.ANSWER: (60, False, 30, False),
    ClockKind.TELL: (30, True, 10, True),
    ClockKind.REVERSE: (30, False, 10, True),
}


def test_no_kind_is_left_out():
    assert set(KINDS) == set(ClockKind) == {*OF_NOMINATION, *OF_CASE, *OF_APPEAL}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_each_kind_ends_as_the_oracle_says(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()

    @settings(max_examples=1_000, deadline=None, database=None)
    @given(st.sampled_from(list(KINDS)), terms, st.integers(0, 90), st.integers(0, 30), pauses_of)
    def agree(kind, start, days, extra, told):
        most, is_working, longest, stands = KINDS[kind]
        days, extra = min(days, most), min(extra, longest)
        spans = [(start + timedelta(first), start + timedelta(first + n)) for first, n in told]
        spans = spans if stands else []
        rows = [SimpleNamespace(from_on=first, until_on=last) for first, last in spans]
        row = SimpleNamespace(from_on=start, days=days, extra_days=extra, is_working=is_working)
        row.pauses = SimpleNamespace(all=lambda: rows)

        assert last_day(row) == oracle(start, days + extra, is_working, spans)

    try:
        agree()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_term_that_stands_still_has_no_last_day():
    row = SimpleNamespace(from_on=None, days=5, extra_days=0, is_working=True)
    row.pauses = SimpleNamespace(all=lambda: [SimpleNamespace(from_on=None, until_on=None)])

    assert last_day(row) is None
