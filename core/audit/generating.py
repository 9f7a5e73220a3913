"""Made-up entries by COPY, a month at a time, to prove what a full trail costs. Never in use."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

ACTS = ["read"] * 88 + ["download"] * 6 + ["submit", "verify", "grant", "reveal"] + ["denied"] * 2
COLUMNS = "at, by_id, act, outcome, row_kind, row_id, about_id, address, scope, detail"
CHUNK = 20_000  # rows
_PEOPLE = 60_000
_ACCOUNTS = 4_700


def generate(*, rows: int, months: int, seed: int, until: datetime) -> int:
    """Fill the months before `until`'s with rows in equal parts; answer how many were made.

    The rows wait for no seal and stand in none: a database filled like this is for measuring only.
    """
    made = 0
    for place, (since, end) in enumerate(_months(until, months)):
        part = rows // months + (place < rows % months)
        lines = _lines(random.Random(seed * 1000 + place), part, since, end)  # noqa: S311
        with transaction.atomic():
            _load(since, end, lines)
        made += part
    return made


def _months(until: datetime, count: int) -> list[tuple[datetime, datetime]]:
    """Answer the last `count` whole months before `until`, as the partitions cut them."""
    first = until.year * 12 + until.month - 1 - count
    edges = [
        datetime(n // 12, n % 12 + 1, 1, tzinfo=UTC) - timedelta(hours=8)
        for n in range(first, first + count + 1)
    ]
    return list(pairwise(edges))


def _lines(dice: random.Random, rows: int, since: datetime, end: datetime) -> Iterator[str]:
    """Answer lines of COPY text, in the order of their instants."""
    step = (end - since).total_seconds() / max(rows, 1)
    for n in range(rows):
        at = since + timedelta(seconds=n * step)
        person = dice.randrange(1, _PEOPLE + 1)
        act = ACTS[dice.randrange(len(ACTS))]
        denied = act == "denied"
        kind = "recall:case" if denied else "recall.case"
        yield (
            f"{at.isoformat()}\t{dice.randrange(1, _ACCOUNTS + 1)}\t{act}\t"
            f"{'DENIED' if denied else 'DONE'}\t{kind}\t{person}\t"
            f"{chr(92) + 'N' if denied else person}\t10.{person % 250}.{n % 250}.7\t\t{{}}\n"
        )


def _load(since: datetime, end: datetime, lines: Iterator[str]) -> None:
    """Load a table of its own, index it, and make it the month's partition: thrice as fast."""
    month = since + timedelta(hours=8)
    name = f"audit_entry_{month:%Y_%m}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE audit_entry INCLUDING DEFAULTS)")
        with cursor.copy(f"COPY {name} ({COLUMNS}) FROM STDIN") as copy:
            for block in _blocks(lines):
                copy.write(block)
        for index in (
            "PRIMARY KEY (id, at)",
            f"CONSTRAINT within CHECK (at >= '{since}' AND at < '{end}')",
        ):
            cursor.execute(f"ALTER TABLE {name} ADD {index}")
        cursor.execute(f"CREATE INDEX ON {name} (row_kind, row_id, at)")
        cursor.execute(f"CREATE INDEX ON {name} (about_id, at) WHERE about_id IS NOT NULL")
        cursor.execute(f"CREATE INDEX ON {name} (by_id, at)")
        cursor.execute(f"CREATE INDEX ON {name} (at, id)")
        cursor.execute(
            f"ALTER TABLE audit_entry ATTACH PARTITION {name} FOR VALUES FROM (%s) TO (%s)",
            [since, end],
        )
        cursor.execute(f"ALTER TABLE {name} DROP CONSTRAINT within")
        cursor.execute(f"ANALYZE {name}")


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    block: list[Any] = []
    for line in lines:
        block.append(line)
        if len(block) == CHUNK:
            yield "".join(block)
            block.clear()
    yield "".join(block)
