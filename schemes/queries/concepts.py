"""What items of different lists have in common: text, evidence, examples, and correspondence."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).resolve().parents[1] / "presets"


@cache
def concepts() -> dict[str, dict[str, Any]]:
    """Answer the concepts by name: grounds, text, evidence, example, counter, words."""
    return yaml.safe_load((_DATA / "concepts.yaml").read_text("utf-8"))


@cache
def _of_ground() -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in concepts().values():
        for code in row["grounds"]:
            table[code].append(row)
    return table


def drafted(code: str) -> dict[str, str]:
    """Answer our draft of a clause for a ground of a shipped list; empty for a ground of others."""
    found = _of_ground().get(code, [])
    if not found:
        return {}
    first = found[0]
    return {
        "text": first["text"],
        "evidence": "、".join(first["evidence"]),
        "examples": first["example"],
        "counter_examples": first["counter"],
    }


def words(code: str) -> str:
    """Answer what people call what a ground of a shipped list means."""
    return " ".join(row["words"] for row in _of_ground().get(code, []))


def alike(code: str) -> set[str]:
    """Answer the codes of the grounds of other lists that say the same, wholly or in part."""
    found = {other for row in _of_ground().get(code, []) for other in row["grounds"]}
    return found - {code}
