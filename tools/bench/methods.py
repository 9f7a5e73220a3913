"""Rules, ballots, ledger against the figures of issue 4: python -m tools.bench.methods.

    python -m tools.bench.methods [rules] [ballots] [ledger] [--people 60000] [--ballots 80000]

Without names all three. Each has a database of its own. The rows measured are written anew in the
chapter of docs/bench.md that tools.bench leaves alone; the others stay as they were.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.bench import rules, table
from tools.bench.__main__ import ROOT, manage
from tools.crew import own_database

PAGE = ROOT / "docs" / "bench.md"
TABLE = ["| what | measured | at most | by |", "|---|---|---|---|"]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PROCESS_ROLE": "command"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure rules, ballots and the ledger.")
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], default=[])
    parser.add_argument("--people", type=int, default=60_000, help="of the replay")
    parser.add_argument("--ballots", type=int, default=80_000)
    return parser.parse_args()


def _rules(options: argparse.Namespace) -> tuple[str, str, bool]:
    told = rules.measured(options.people)
    return _said(told), "10 s for 20,000 cases", told["seconds"] < 10


def _ballots(options: argparse.Namespace) -> tuple[str, str, bool]:
    polls = max(options.ballots // 400, 1)
    command = [sys.executable, "-m", "tools.bench.ballots"]
    command += [f"--ballots={options.ballots}", f"--polls={polls}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, stdout=-1, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    each = told["cast"] / told["ballots"]
    week = 7 * 24 * 3600 / 80_000
    return _said(told), f"a ballot in {week:.1f} s, 80,000 in a week", each < week


def _ledger(_options: argparse.Namespace) -> tuple[str, str, bool]:
    with own_database(os.environ["DATABASE_URL"]) as fresh:
        env = os.environ | SETTINGS | {"DATABASE_URL": fresh}
        manage(env, "migrate", "--verbosity", "0")
        told = json.loads(manage(env, "bench_ledger", "--json").strip().splitlines()[-1])
    is_kept = told["close s"] <= 5 and told["sums agree"]
    return _said(told), "a month of 10,000 people closed in 5 s", is_kept


MEASURES = {"rules": _rules, "ballots": _ballots, "ledger": _ledger}


def _said(told: dict[str, Any]) -> str:
    """Answer figures as words; those within a figure stand in brackets."""
    words = []
    for name, value in told.items():
        said = f"({_said(value)})" if isinstance(value, dict) else f"{value:,}"
        words.append(f"{name} {said}")
    return "; ".join(words)


def merged(text: str, rows: dict[str, str]) -> str:
    """Answer the page with some rows of its chapter written anew, the others as they were."""
    before, _found, rest = text.partition(table.HEAD)
    held = {line.split("|")[1].strip(): line for line in rest.splitlines() if line.startswith("| ")}
    lines = {name: row for name, row in (held | rows).items() if name in MEASURES}
    order = [lines[name] for name in MEASURES if name in lines]
    return "\n".join([before.rstrip(), "", table.HEAD, "", *TABLE, *order, ""])


def main() -> int:
    """Measure what is named, print it and write it down; answer 1 if something is over."""
    if owner := os.environ.pop("OWNER_DATABASE_URL", ""):  # the web's role makes no database
        os.environ["DATABASE_URL"] = owner
    options, rows, is_kept = arguments(), {}, True
    with tempfile.TemporaryDirectory(prefix="recall-bench-") as folder:
        os.environ["RECALL_VAR"] = folder
        for name in options.names or MEASURES:
            measured, most, holds = MEASURES[name](options)
            load = f"`python -m tools.bench.methods {name}`, load average {os.getloadavg()[0]:.1f}"
            rows[name] = (
                f"| {name} | {measured if holds else f'**{measured}**'} | {most} | {load} |"
            )
            is_kept = is_kept and holds
            print(rows[name], flush=True)
    Path(PAGE).write_text(merged(PAGE.read_text("utf-8"), rows), "utf-8")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
