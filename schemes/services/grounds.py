"""Ground lists that ship with the product, entered as data."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from schemes.models import Ground, GroundSet

_DATA = Path(__file__).resolve().parents[1] / "presets"


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
            "note": _note(row),
            "note_en": row.get("note", ""),
        },
    )
    for position, item in enumerate(row["items"], start=1):
        Ground.objects.update_or_create(
            code=item["code"], defaults=_ground(item, ground_set, position)
        )
    return len(row["items"])


def _note(row: dict[str, Any]) -> str:
    """Answer in Chinese how many items of a list were published, drawn from reports, inferred."""
    by = row["by_provenance"]
    return (
        f"共{row['item_count']}条：公开材料所见{by['published']}条，据报道内容整理{by['seed']}条，"
        f"推定{by['inferred']}条。公开材料未载全文，启用前须由部门核定。"
    )


@cache
def _sources() -> dict[str, dict[str, str]]:
    return yaml.safe_load((_DATA / "sources.yaml").read_text("utf-8"))


def _named(text: str, tongue: str) -> list[str]:
    """Answer the names of the source keys in a text, each once, in one language."""
    keys = re.findall(r"\b[ABLNP]\d*\b", text)
    return list(dict.fromkeys(_sources()[key][tongue] for key in keys if key in _sources()))


def _source(text: str) -> str:
    """Answer the source keys of an item as Chinese names; a text without a key is our own."""
    name = "；".join(_named(text, "zh")) or "补足清单时推定"
    return f"{name}（原文引用）" if "quoted" in text else name


def _source_en(text: str) -> str:
    """Answer the same in English."""
    name = "; ".join(_named(text, "en")) or "Inferred to complete the list"
    return f"{name} (quoted)" if "quoted" in text else name


def _ground(item: dict[str, Any], ground_set: GroundSet, position: int) -> dict[str, Any]:
    return {
        "set": ground_set,
        "title": item["title_zh"],
        "title_en": item["title_en"],
        "category": item["category"],
        "measures": item["measures"],
        "provenance": item["provenance"],
        "source": _source(str(item.get("source", ""))),
        "source_en": _source_en(str(item.get("source", ""))),
        "confidence": item["confidence"],
        "requires_free_text": item.get("requires_free_text", False),
        "position": position,
    }
