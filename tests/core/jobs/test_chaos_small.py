"""A small run of tools/chaos.py: real Redis, real Celery, workers killed in the middle of work."""

import json
import os
import subprocess
import sys

from tests.core.children import ROOT


def test_killed_workers_lose_nothing_and_double_nothing():
    command = [
        sys.executable,
        "-m",
        "tools.chaos",
        "--documents",
        "8",
        "--kills",
        "2",
        "--seed",
        "3",
    ]

    run = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=480, check=False
    )

    assert run.stdout, run.stderr
    answer = json.loads(run.stdout.splitlines()[-1])
    assert (answer["ok"], run.returncode) == (True, 0), answer
    assert (answer["ready"], answer["files"], answer["double"], answer["lost"]) == (8, 8, 0, 0)
    assert answer["child_kills"] + answer["group_kills"] == 2
