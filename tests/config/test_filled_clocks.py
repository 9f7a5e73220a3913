"""Terms that ran before there were clocks: each gets its row, and none is lost later."""

import json
import os
import subprocess
import sys

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


def test_every_running_term_of_before_gets_its_clock_and_keeps_it():
    with own_database(os.environ["DATABASE_URL"]) as url:
        told = subprocess.run(
            [sys.executable, "-m", "tests.config.filling_clocks"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "OWNER_DATABASE_URL": url},
            check=False,
            capture_output=True,
            text=True,
        )

    assert told.returncode == 0, told.stderr
    filled, newest = json.loads(told.stdout.splitlines()[-1])
    assert filled == EXPECTED
    assert newest == EXPECTED
