"""Two kept summaries side by side: each figure then, now, and by how much it differs."""

from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import AppealState, OutcomeKind, PayKind, Remedy
from cadres.enums import Level, StaffKind
from reports.queries import register, words
from units.enums import UnitKind

_KINDS: dict[str, Any] = {
    "level": dict(Level.choices),
    "staff_kind": dict(StaffKind.choices),
    "unit_kind": dict(UnitKind.choices),
    "appeals": dict(Remedy.choices),
    "pay": dict(PayKind.choices),
}
_CODES: dict[str, Any] = {**dict(OutcomeKind.choices), **dict(AppealState.choices)}
_ORDER = [*register.ALL, *_CODES]
_CUTS = (
    "total", "round", "reporting", "county", "level", "staff_kind", "unit_kind", "ground",
    "outcomes", "appeals", "pay", "measures",
)  # fmt: skip


def is_comparable(snapshot: dict[str, Any]) -> bool:
    """Whether the numbers were kept; summaries of before 2026-11 are files alone."""
    return "numbers" in snapshot


def compare(then: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Answer the tables by cut, both versions of the definitions, and which of them differ."""
    before, after = then["numbers"], now["numbers"]
    cuts = sorted({*before, *after}, key=_place)
    tables = [
        {"name": _cut(cut), "rows": _rows(before.get(cut, {}), after.get(cut, {}))} for cut in cuts
    ]
    return {
        "tables": [table for table in tables if table["rows"]],
        "versions": (then["definitions_version"], now["definitions_version"]),
        "changed": _changed(_defined(then), _defined(now)),
    }


def _place(cut: str) -> tuple[int, int, str]:
    """Order cuts as the report does: kept as JSON they lost their order."""
    kind, _sep, value = cut.partition(" ")
    known = [*_KINDS.get(kind, {})]
    return _CUTS.index(kind), known.index(value) if value in known else -1, value


def _rows(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer the figures that are not nought on both days."""
    codes = sorted({*before, *after}, key=_ORDER.index)
    pairs = [(code, before.get(code, 0), after.get(code, 0)) for code in codes]
    return [
        {
            "label": _code(code),
            "then": _number(code, then),
            "now": _number(code, now),
            "by": "—" if None in (then, now) else _difference(code, now - then),
        }
        for code, then, now in pairs
        if then != 0 or now != 0
    ]


def _number(code: str, number: int | None) -> str:
    if number is not None and code == "withheld_yuan":
        return words.yuan(number)
    return words.shown(number)


def _difference(code: str, number: int) -> str:
    sign = "+" if number > 0 else "-" if number < 0 else ""
    return sign + _number(code, abs(number))


def _cut(cut: str) -> str:
    kind, _sep, value = cut.partition(" ")
    fixed = {"total": _("全部"), "measures": _("单位问责"), "outcomes": _("结果")}
    if kind in fixed:
        return fixed[kind]
    if kind in ("round", "reporting"):
        name = _("第 %(n)s 轮") % {"n": value}
        return name if kind == "round" else _("%s，单位报送") % name
    return str(_KINDS.get(kind, {}).get(value, value))


def _code(code: str) -> str:
    return register.label(code) if code in register.ALL else str(_CODES.get(code, code))


def _defined(snapshot: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Answer code → name and definition as they were printed."""
    table = snapshot["annexes"][-1]["blocks"][0]["table"]
    return {row["code"]: (row["label"], row["note"]) for row in table["rows"]}


def _changed(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [pair[0] for code, pair in now.items() if then.get(code) != pair] + [
        pair[0] for code, pair in then.items() if code not in now
    ]
