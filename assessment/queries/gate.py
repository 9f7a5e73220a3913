"""The legal gate as data: may this outcome be decided for this kind of person?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.enums import Body, OutcomeKind
from cadres.enums import CIVIL_KINDS, INSTITUTION_KINDS

_FILE = Path(__file__).resolve().parents[1] / "gate.yaml"


@dataclass(frozen=True)
class Condition:
    """A statement to tick. `role` is all, any or none: how many of its kind must hold."""

    code: str
    sentence: str
    role: str


@dataclass(frozen=True)
class Ruling:
    """What the gate says of one outcome for one body; `refused` is empty where it may stand."""

    kind: str
    refused: str
    basis: tuple[str, ...]
    conditions: tuple[Condition, ...]
    is_appealable: bool

    def refusal(self, ticked: Iterable[str]) -> str:
        """Answer why the outcome may not stand with these ticks, empty if it may."""
        if self.refused:
            return spoken(self.refused)
        held = set(ticked)
        return _bar(self, held) or _lack(self, held) or _no_ground(self, held)


def body_of(staff_kind: str, is_leading: bool) -> Body:
    """Answer whom the law treats a person alike with."""
    if staff_kind in CIVIL_KINDS:
        return Body.LEADING if is_leading else Body.CIVIL
    return Body.INSTITUTION if staff_kind in INSTITUTION_KINDS else Body.WORKER


def ruling(kind: str, staff_kind: str, is_leading: bool) -> Ruling:
    """Answer what the law in force says of an outcome for a person."""
    table = _gate()["outcomes"][OutcomeKind(kind).value]
    row = table.get(body_of(staff_kind, is_leading).value)
    if row is None or (row.get("leading_only") and not is_leading):
        return Ruling(kind, table["refused"], (), (), False)
    return Ruling(
        kind,
        "",
        tuple(row["basis"]),
        tuple(condition(code) for code in row["conditions"]),
        row["appealable"],
    )


def rulings(staff_kind: str, is_leading: bool) -> list[Ruling]:
    """Answer the rulings on all outcomes, in the order of the catalogue."""
    return [ruling(kind, staff_kind, is_leading) for kind in OutcomeKind.values]


def condition(code: str) -> Condition:
    """Answer a condition by its code."""
    return Condition(code, _gate()["conditions"][code], _role(code))


def condition_codes() -> list[str]:
    return list(_gate()["conditions"])


def spoken(text: str) -> str:
    """Answer a text of the gate in the language of the screen; an unknown one stays as it is."""
    return _gate()["english"].get(text, text) if get_language() == "en" else text


def _role(code: str) -> str:
    roles = _gate()["roles"]
    if code in roles["none"]:
        return "none"
    return "any" if any(code in group for group in roles["any"]) else "all"


def _bar(ruling: Ruling, held: set[str]) -> str:
    for row in ruling.conditions:
        if row.role == "none" and row.code in held:
            return _("存在不得办理的情形：%(bar)s。") % {"bar": spoken(row.sentence)}
    return ""


def _lack(ruling: Ruling, held: set[str]) -> str:
    needed = [row for row in ruling.conditions if row.role == "all"]
    missing = [spoken(row.sentence) for row in needed if row.code not in held]
    if missing:
        return _("还需核对并勾选：%(rows)s。") % {"rows": _("；").join(missing)}
    return ""


def _no_ground(ruling: Ruling, held: set[str]) -> str:
    grounds = [row for row in ruling.conditions if row.role == "any"]
    if grounds and not held & {row.code for row in grounds}:
        rows = _("；").join(spoken(row.sentence) for row in grounds)
        return _("须具备下列情形之一：%(rows)s。") % {"rows": rows}
    return ""


@cache
def _gate() -> dict[str, Any]:
    return yaml.safe_load(_FILE.read_text("utf-8"))
