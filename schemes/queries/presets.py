"""Scheme presets that ship with the product, as data."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemes.models.grounds import in_language

_DATA = Path(__file__).resolve().parents[1] / "presets"


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Answer the scheme presets by code: title, grounds, parameters."""
    return yaml.safe_load((_DATA / "schemes.yaml").read_text("utf-8"))


def preset(code: str) -> dict[str, Any]:
    """Answer one preset.

    :raises KeyError: no such preset
    """
    return presets()[code]


def title(code: str) -> str:
    """Answer a preset's title in the language of the screen."""
    row = preset(code)
    return in_language(row["title"], row["title_en"])


@cache
def ground_codes() -> frozenset[str]:
    """Answer the codes of every ground that ships, list by list."""
    lists = yaml.safe_load((_DATA / "grounds.yaml").read_text("utf-8"))["lists"]
    shipped = [row for row in lists if row["ship_as_preset"]]
    return frozenset(item["code"] for row in shipped for item in row["items"])
