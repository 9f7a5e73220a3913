"""From a clerk's words to a ground: at most four questions, or a search by words and pinyin."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from core.search.finding import begun
from schemes.enums import Category
from schemes.models import Clause, SchemeVersion
from schemes.models.grounds import in_language
from schemes.queries import concepts

FEW = 7  # answers that one question offers without another between
_DATA = Path(__file__).resolve().parents[1] / "presets" / "guide.yaml"
_FOUND = 12


@dataclass(frozen=True)
class Answer:
    """One answer: the parameters that it adds, or the clause where it ends."""

    label: str
    hint: str
    adds: dict[str, str]
    clause: Clause | None = None


@dataclass(frozen=True)
class Question:
    """One of at most four. `number` counts those asked so far."""

    number: int
    text: str
    answers: list[Answer]


@cache
def _areas() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(_DATA.read_text("utf-8"))


def open_to(version: SchemeVersion, *, is_leading: bool, staff_kind: str) -> list[Clause]:
    """Answer the clauses of a version that are for a person of this post and staff kind."""
    rows = version.clauses.standing().select_related("ground").order_by("position")
    return [row for row in rows if row.applies(is_leading=is_leading, staff_kind=staff_kind)]


def ask(clauses: list[Clause], given: dict[str, str]) -> Question:
    """Answer the next question for what has been answered; nonsense begins anew."""
    area = given.get("area", "")
    if area not in _areas():
        return Question(1, _("主要是哪方面的问题？"), _first(clauses))
    held = [c for c in clauses if c.category in _areas()[area]["categories"]]
    category = given.get("category", "")
    within = [c for c in held if c.category == category]
    if not within:
        return Question(2, _("更接近哪一类？"), _second(held))
    kind = given.get("kind", "")
    alike = [c for c in within if _kind(c) == kind]
    if len(within) > FEW and not alike:
        return Question(3, _("具体表现最像哪一种？"), _third(within))
    last = alike if alike else within
    number = 4 if alike else 3
    return Question(number, _("选用哪一项情形？"), [_end(c) for c in last])


def _first(clauses: list[Clause]) -> list[Answer]:
    have = {c.category for c in clauses}
    return [
        Answer(in_language(row["label"], row["label_en"]), _names(row, have), {"area": code})
        for code, row in _areas().items()
        if have & set(row["categories"])
    ]


def _names(row: dict[str, Any], have: set[str]) -> str:
    return _("、").join(str(Category(c).label) for c in row["categories"] if c in have)


def _second(held: list[Clause]) -> list[Answer]:
    by: dict[str, list[Clause]] = defaultdict(list)
    for clause in held:
        by[clause.category].append(clause)
    return [
        Answer(str(Category(code).label), _titles(rows), {"category": code})
        for code, rows in by.items()
    ]


def _titles(rows: list[Clause]) -> str:
    more = _("等 %(n)s 项") % {"n": len(rows)} if len(rows) > 3 else ""
    return _("、").join(row.label for row in rows[:3]) + more


def _kind(clause: Clause) -> str:
    """Answer the first concept that a clause's ground stands under, `own` for a ground of ours."""
    known = concepts.concepts()
    return next(
        (name for name, row in known.items() if clause.ground.code in row["grounds"]), "own"
    )


def _third(within: list[Clause]) -> list[Answer]:
    by: dict[str, list[Clause]] = defaultdict(list)
    for clause in within:
        by[_kind(clause)].append(clause)
    return [
        Answer(rows[0].label if len(rows) == 1 else _said(name), _titles(rows), {"kind": name})
        for name, rows in by.items()
    ]


def _said(name: str) -> str:
    row = concepts.concepts().get(name)
    return _("、").join(row["words"].split()[:3]) if row else _("本办法自定的情形")


def _end(clause: Clause) -> Answer:
    return Answer(clause.label, clause.text, {}, clause)


def search(clauses: list[Clause], words: str) -> list[Clause]:
    """Answer the clauses that words find: in title, text, examples, common words, or by pinyin."""
    if not words.strip():
        return []
    by_index = set(begun("ground", words).values_list("object_id", flat=True))
    parts = words.split()

    def found(clause: Clause) -> bool:
        told = (clause.title, clause.text, clause.examples, concepts.words(clause.ground.code))
        text = " ".join(told)
        return clause.ground_id in by_index or all(part in text for part in parts)

    return [clause for clause in clauses if found(clause)][:_FOUND]
