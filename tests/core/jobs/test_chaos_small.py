"""A small run of tools/chaos.py: real Redis, real Celery, workers killed in the middle of work."""

import json
import os
import subprocess
import sys

import pytest

from tests.core.children import ROOT


@pytest.mark.parametrize(
    ("documents", "kills"), [(8, 2), pytest.param(20, 4, marks=pytest.mark.sweep)]
)
def test_killed_workers_lose_nothing_and_double_nothing(documents, kills):
    command = [
        sys.executable,
        "-m",
        "tools.chaos",
        "--documents",
        str(documents),
        "--kills",
        str(kills),
        "--seed",
        "3",
    ]

    run = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=480, check=False
    )

    assert run.stdout, run.stderr
    answer = json.loads(run.stdout.splitlines()[-1])
    assert (answer["ok"], run.returncode) == (True, 0), answer
    told = [answer[name] for name in ("ready", "files", "double", "lost")]
    assert told == [documents, documents, 0, 0]
    assert answer["child_kills"] + answer["group_kills"] == kills
