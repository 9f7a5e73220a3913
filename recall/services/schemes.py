"""Scheme presets and ground lists that ship with the product, as data."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from recall.models import Ground, GroundSet

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


def import_grounds() -> int:
    """Enter every list marked `ship_as_preset`, safe to run again; answer the items held."""
    lists = yaml.safe_load((_DATA / "grounds.yaml").read_text("utf-8"))["lists"]
    return sum(_import_list(row) for row in lists if row["ship_as_preset"])


@transaction.atomic
def _import_list(row: dict[str, Any]) -> int:
    ground_set, _ = GroundSet.objects.update_or_create(
        code=row["id"],
        defaults={
            "title": row["title_zh"],
            "title_en": row["title_en"],
            "jurisdiction": row["jurisdiction"],
            "year": row["year"],
            "note": row.get("note", ""),
        },
    )
    for position, item in enumerate(row["items"], start=1):
        Ground.objects.update_or_create(
            code=item["code"], defaults=_ground(item, ground_set, position)
        )
    return len(row["items"])


def _ground(item: dict[str, Any], ground_set: GroundSet, position: int) -> dict[str, Any]:
    return {
        "set": ground_set,
        "title": item["title_zh"],
        "title_en": item["title_en"],
        "category": item["category"],
        "measures": item["measures"],
        "provenance": item["provenance"],
        "source": str(item.get("source", "")),
        "confidence": item["confidence"],
        "requires_free_text": item.get("requires_free_text", False),
        "position": position,
    }
