"""docs/asvs.md ticks nothing that no test proves."""

import re
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
        return {(True, False): "proved", (True, True): "part", (False, True): "open"}[tests, open_]

    assert {row[0]: row[2] for row in rows()} == {row[0]: fitting(row) for row in rows()}


def test_no_row_stands_twice():
    ids = [row[0] for row in rows()]

    assert len(ids) == len(set(ids)) > 60
