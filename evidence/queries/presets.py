"""What a place of the sources began with, as data: evidence/presets, each row citing a ground."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemes.models import Ground

_DATA = Path(__file__).resolve().parents[1] / "presets"


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """Answer the rows of a preset as they stand in its file; `ground` is a code."""
    return tuple(yaml.safe_load((_DATA / f"{name}.yaml").read_text("utf-8")))


def cited(name: str) -> list[dict[str, Any]]:
    """Answer the rows with their grounds; one whose ground is not on file is left out."""
    codes = [row["ground"] for row in rows(name)]
    grounds = {one.code: one for one in Ground.objects.filter(code__in=codes)}
    held = [row for row in rows(name) if row["ground"] in grounds]
    return [{**row, "ground": grounds[row["ground"]]} for row in held]
