"""docs/asvs.md ticks nothing that no test proves."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TABLE = ROOT / "docs" / "asvs.md"


def rows():
    """Answer (id, asks, state, tests, open) of each line of the table."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def written():
    told = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    return set(re.findall(r"^def (test_\w+)", "\n".join(told), re.M))


def test_each_named_test_exists():
    named = {name for row in rows() for name in re.findall(r"`(\w+)`", row[3])}

    assert named - written() == set()
    assert len(named) > 40


def test_each_state_fits_its_row():
    def fitting(row):
        tests, open_ = row[3] != "-", row[4] != "-"
        known = {
            (True, False): {"proved"},
            (True, True): {"part", "deviation"},
            (False, True): {"open"},
        }
        return row[2] in known.get((tests, open_), set())

    assert [row[0] for row in rows() if not fitting(row)] == []


def test_count_at_the_top_is_right():
    counts = Counter(row[2] for row in rows())
    told = [f"{state} {counts[state]}" for state in ("proved", "part", "open", "deviation")]

    assert f"Rows: {len(rows())}; {', '.join(told)}." in TABLE.read_text("utf-8")


def test_no_row_stands_twice():
    ids = [row[0] for row in rows()]

    assert len(ids) == len(set(ids)) > 60
