"""Rule replay, 13 → 22 → 30 items over 20,000 past cases: python -m tools.bench.rules.

    python -m tools.bench.rules [--people 60000]

Needs DATABASE_URL as tools.bench does; the data live in a database of their own, dropped after.
The lists are the published ones. What corresponds is made up: items read the thirteen that the
generated cases cite, in turn, the 22 all but two of them, the 30 all. How much moves is no finding.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

from core.dates import ZONE
from tools.bench.__main__ import ROOT, manage
from tools.crew import own_database

AT = datetime(2026, 11, 2, 9, tzinfo=ZONE)
LISTS = {"13": "shiquan_2018_13", "22": "shiquan_2019_22", "30": "qianxinan_2014_30"}
CHAIN = (("13", "22"), ("22", "30"))
UNREAD = {"22": 2, "30": 0}  # of the thirteen, that no item of the list reads
PATIENCE = 600.0
TICKS = os.sysconf("SC_CLK_TCK")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Replay past cases by other lists.")
    parser.add_argument("--people", type=int, default=60_000, help="a third as many cases")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure() -> dict[str, Any]:
    """Answer how many past cases were read, what became of them, seconds and processor seconds."""
    from reports.queries import replays  # noqa: PLC0415  (after django.setup)

    made = versions()
    told: dict[str, Any] = {"cases": replays.total(made["13"])}
    wall, cpu = time.perf_counter(), _processor()
    for base, version in CHAIN:
        told[f"{base} → {version}"] = _replayed(made[base], made[version])
    told["seconds"] = round(time.perf_counter() - wall, 2)
    told["processor seconds"] = round(_processor() - cpu, 2)
    return told


def versions() -> dict[str, Any]:
    """Make a scheme of each list in the prefecture, by an administrator of its own."""
    from accounts.enums import Role  # noqa: PLC0415
    from accounts.services import accounts  # noqa: PLC0415
    from schemes.services import schemes  # noqa: PLC0415
    from units.models import Jurisdiction  # noqa: PLC0415

    top, told = Jurisdiction.objects.get(parent=None), {"at": AT}
    by = accounts.open_account(
        username="bench.rules", name="测速", password=None, by=accounts.system_user(), **told
    )
    role = {"role": Role.COUNTY_ADMIN, "county": top, "from_on": AT.date()}
    accounts.grant(by, by=accounts.system_user(), **role, **told)
    made = {}
    for name, preset in LISTS.items():
        scheme = schemes.make(top, title=f"{name}种情形", preset=preset, by=by, **told)
        made[name] = scheme.versions.get()
    _correspond(made, by)
    return made


def _correspond(made: dict[str, Any], by: Any) -> None:
    """Let the items of the longer lists read those of the thirteen, in turn."""
    from schemes.services import clauses  # noqa: PLC0415

    cited = [row.ground for row in made["13"].clauses.order_by("position")]
    for name, unread in UNREAD.items():
        read = cited[unread:]
        for number, row in enumerate(made[name].clauses.order_by("position")):
            others = [read[number % len(read)]]
            clauses.correspond(made[name], clause=row, others=others, by=by, at=AT)


def _replayed(base: Any, version: Any) -> dict[str, int]:
    """Ask for a replay and let the worker's lane do it, slice by slice."""
    from core.jobs import worker  # noqa: PLC0415
    from reports.models import Replay  # noqa: PLC0415
    from reports.queries.replays import COLUMNS  # noqa: PLC0415
    from reports.services import replays  # noqa: PLC0415

    row = replays.ask(version, base=base, token=uuid4(), by=version.drafted_by, at=AT)
    worker.drain(replays.LANE, at=AT, seconds=PATIENCE)
    row = Replay.objects.get(pk=row.pk)
    if row.result is None:
        raise RuntimeError("the replay is not done")
    return dict(zip(COLUMNS, row.result["kind"]["total"], strict=True))


def _processor() -> float:
    """Answer the processor seconds of this process and of the database's side of it."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


def measured(people: int) -> dict[str, Any]:
    """Answer the figures of a process and a database of their own."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PROCESS_ROLE": "command"}
    with own_database(os.environ["DATABASE_URL"]) as fresh:
        env = os.environ | settings | {"DATABASE_URL": fresh}
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "generate", "--level", "prefecture", "--people", str(people))
        command = [sys.executable, "-m", "tools.bench.rules", "--one"]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=-1, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    options = arguments()
    if options.one:
        django.setup()
        print(json.dumps(measure(), ensure_ascii=False))
        return
    print(json.dumps(measured(options.people), ensure_ascii=False))


if __name__ == "__main__":
    main()
