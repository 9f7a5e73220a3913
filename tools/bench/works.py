"""Works measured once: every management command named bench_… that prints JSON with --json.

A room plugs in by such a command; it undoes what it did. Each runs in a process of its own, so
that its memory is its own.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]


def names() -> list[str]:
    return sorted(name for name in get_commands() if name.startswith("bench_"))


def measured() -> dict[str, Any]:
    """Answer what each work prints, or that it failed and how."""
    told = {}
    for name in names():
        begun = time.monotonic()
        command = [sys.executable, "manage.py", name, "--json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = done.stdout.strip().splitlines()
        told[name] = (
            json.loads(lines[-1])
            if done.returncode == 0 and lines
            else {"error": done.stderr.strip().splitlines()[-1:]}
        )
        told[name]["seconds"] = round(time.monotonic() - begun, 1)
        print(name, told[name], file=sys.stderr, flush=True)
    return told
