"""Terms that ran before there were clocks: each gets its row, and none is lost later."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tools.crew import ROOT, own_database

BEGUN = "2018-05-10T01:00:00+00:00"
EXPECTED = [
    [state, kind, "2018-05-10", days, "2018-05-31", BEGUN, True]
    for state, kind, days in (
        ("HEARD", "DECIDE", 20),
        ("VERIFIED", "REPLY", 5),
        ("OPEN", "SERVE", 3),
        ("SUBMITTED", "VERIFY", 15),
    )
]
FILLED = [
    ["ASSESSED", "OUTCOME", "2018-08-20", 30, "2018-09-19", True],
    ["DECIDED", "INFORM", "2018-09-03", 3, "2018-09-06", True],
    ["TRAINING", "ASSESS", "2018-06-08", 10, "2018-06-25", True],
]
OLDER = [
    ["DECIDED", "INFORM", "2018-09-03", 3, "2018-09-06", True],
    ["DECIDED", "INFORM", "2018-09-03", 10, "2018-09-17", True],
]


def told_by(program: str) -> list[Any]:
    """Answer what a program prints that writes and migrates a database of its own."""
    with own_database(os.environ["DATABASE_URL"]) as url:
        told = subprocess.run(
            [sys.executable, "-m", program],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "OWNER_DATABASE_URL": url},
            check=False,
            capture_output=True,
            text=True,
        )
    assert told.returncode == 0, told.stderr
    return list(json.loads(told.stdout.splitlines()[-1]))


def test_every_running_term_of_before_gets_its_clock_and_keeps_it():
    filled, newest = told_by("tests.config.filling_clocks")

    assert filled == EXPECTED
    assert newest == EXPECTED


@pytest.mark.sweep
def test_assessing_deciding_and_serving_get_theirs_and_so_do_the_oldest_outcomes():
    filled, newest, due_on = told_by("tests.config.filling_case_clocks")

    assert filled == FILLED
    assert newest == sorted([*FILLED, *OLDER])
    assert due_on == sorted(row[4] for row in newest)
