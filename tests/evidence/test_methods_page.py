"""docs/methods.md shows each practice: a picture, the source, the configuration, the journey."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from evidence.enums import Practice

DOCS = Path(settings.BASE_DIR) / "docs"
PAGE = (DOCS / "methods.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^### (\S+)[^\n]*\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL))
ALSO = {"正向激励", "系统专项"}  # speaks for people; has grounds of its own: neither makes signals


@pytest.mark.parametrize("name", sorted(ROWS))
def test_row_has_picture_source_configuration_and_journey(name):
    row = ROWS[name]

    assert all(f"- {part}: " in row for part in ("Source", "Configuration", "Journey"))
    linked = re.findall(r"\]\(([^)]+)\)", row)
    assert [link for link in linked if not (DOCS / link).is_file()] == []
    assert sum(link.endswith(".png") for link in linked) == 1
    journeys = [DOCS / link for link in linked if link.endswith(".py")]
    assert journeys
    if name not in ALSO:
        assert all("take_signal(" in path.read_text(encoding="utf-8") for path in journeys)


def test_every_practice_that_makes_signals_has_its_row():
    assert {str(one.label) for one in Practice} == set(ROWS) - ALSO
