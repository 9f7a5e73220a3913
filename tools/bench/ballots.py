"""80,000 ballots cast through the service, one by one, and counted: python -m tools.bench.ballots.

    python -m tools.bench.ballots [--ballots 80000] [--polls 200]

Needs DATABASE_URL as tools.bench does; the data live in a database of their own, dropped after.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import django

from core.dates import ZONE
from tools.bench.__main__ import ROOT, manage
from tools.crew import own_database

AT = datetime(2018, 5, 10, 9, tzinfo=ZONE)
GROUPS = [("同事", Decimal(30)), ("分管领导", Decimal(40)), ("领导班子", Decimal(30))]
OPTIONS = [
    {"code": code, "label": label, "value": value}
    for code, label, value in (("A", "优秀", "100"), ("B", "称职", "80"), ("D", "不称职", "0"))
]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cast and count many ballots.")
    parser.add_argument("--ballots", type=int, default=80_000)
    parser.add_argument("--polls", type=int, default=200)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Open all polls, cast every ballot through `voting.cast`, count all; answer the seconds."""
    each, seconds = options.ballots // options.polls, {}
    opened = [timed(seconds, "open and print", _opened, number, each) for number in _n(options)]
    for poll, codes in opened:
        timed(seconds, "cast", _cast, poll, codes)
    for poll, _codes in opened:
        timed(seconds, "close and count", _count, poll)
    for poll, _codes in opened[:1]:
        timed(seconds, "result of one poll", _result, poll)
    return {"ballots": each * options.polls} | {k: round(v, 2) for k, v in seconds.items()}


def _n(options: argparse.Namespace) -> range:
    return range(options.polls)


def timed(seconds: dict[str, float], name: str, act: Any, *given: Any) -> Any:
    start = time.perf_counter()
    done = act(*given)
    seconds[name] = seconds.get(name, 0) + time.perf_counter() - start
    return done


def _opened(number: int, each: int) -> tuple[Any, list[str]]:
    from accounts.services.accounts import system_user  # noqa: PLC0415  (after django.setup)
    from cadres.models import Cadre  # noqa: PLC0415
    from evidence.enums import VoteChannel  # noqa: PLC0415
    from evidence.services import polls, voting  # noqa: PLC0415
    from units.models import Jurisdiction, Unit  # noqa: PLC0415

    told: dict[str, Any] = {"by": system_user(), "at": AT}
    county, _new = Jurisdiction.objects.get_or_create(
        code="522300", defaults={"name": "试验县", "level": "COUNTY"}
    )
    unit = Unit.objects.create(
        county=county, name=f"第{number}单位", kind="TOWN", from_on=AT.date()
    )
    people = [
        Cadre.objects.create(
            unit=unit, name=f"干部{n}", sex="M", born_on=AT.date(), staff_kind="CIVIL_SERVANT"
        )
        for n in range(10)
    ]
    rule = {"kind": "SCALE", "options": OPTIONS, "measure": "SCORE", "bottom_n": 1}
    poll = polls.plan(
        county,
        unit=unit,
        groups=GROUPS,
        title="年度测评",
        basis="办法",
        closes_at=AT + timedelta(hours=24),
        **rule,
        **told,
    )
    polls.add_subjects(poll, people=people, **told)
    groups = list(poll.groups.order_by("position"))
    shares = [each - 2 * (each // 5), each // 5, each // 5]
    for group, share in zip(groups, shares, strict=True):
        given = {"people": [], "channel": VoteChannel.SLIP, "group": group}
        polls.add_voters(poll, names=[f"{group.name}{n}" for n in range(share)], **given, **told)
    poll = polls.open_(poll, **told)
    return poll, [code for g in groups for code in voting.slips(poll, group=g, **told)]


def _cast(_poll: Any, codes: list[str]) -> None:
    from evidence.services import voting  # noqa: PLC0415

    for code in codes:
        marks = {str(n): random.choice("ABBD") for n in range(1, 11)}
        voting.cast(code, marks=marks, moment=AT)


def _count(poll: Any) -> None:
    from accounts.services.accounts import system_user  # noqa: PLC0415
    from evidence.services import counting, polls  # noqa: PLC0415

    told: dict[str, Any] = {"by": system_user(), "at": AT + timedelta(hours=25)}
    counting.count(polls.close(poll, **told), **told)


def _result(poll: Any) -> None:
    from evidence.queries import tallies  # noqa: PLC0415

    tallies.result(poll, on=AT.date())


def main() -> int:
    """Measure in a process of its own, on a database of its own, and print one line of JSON."""
    options = arguments()
    if options.one:
        django.setup()
        print(json.dumps(measure(options), ensure_ascii=False))
        return 0
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PROCESS_ROLE": "command"}
    with own_database(os.environ["DATABASE_URL"]) as fresh:
        env = os.environ | settings | {"DATABASE_URL": fresh}
        manage(env, "migrate", "--verbosity", "0")
        command = [sys.executable, "-m", "tools.bench.ballots", "--one"]
        command += [f"--ballots={options.ballots}", f"--polls={options.polls}"]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
