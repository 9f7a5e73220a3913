"""The outcome catalogue as data: what the law in force says of an outcome for a kind of person."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.enums import Approver, Body, ConditionType, OutcomeKind, Route
from cadres.enums import CIVIL_KINDS, INSTITUTION_KINDS, StaffKind

_FILE = Path(__file__).resolve().parents[1] / "gate.yaml"
_BY_AUTHORITY, _AT_LEAST = "AUTHORITY", "COUNTY_AT_LEAST"
_RANK = {level: place for place, level in enumerate(Approver.values)}


@dataclass(frozen=True)
class Condition:
    """A statement to tick. `role` is all, any or none: how many of its kind must hold."""

    code: str
    sentence: str
    role: str
    type: ConditionType


@dataclass(frozen=True)
class Ruling:
    """What the law says of one outcome for one body.

    `refused` is the number of the regulation that refuses it, empty where it may stand;
    `approver` a level, or that who manages the cadre; `months` the longest time, 0 = none
    to tell; `serve_days` the working days that the law gives for serving, 0 = the campaign's.
    """

    kind: str
    refused: str
    basis: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    is_appealable: bool = False
    approver: str = ""
    route: str = ""
    months: int = 0
    serve_days: int = 0

    def having(self, role: str) -> list[Condition]:
        """Answer the conditions of a role."""
        return [row for row in self.conditions if row.role == role]


def body_of(staff_kind: str, is_leading: bool) -> Body:
    """Answer whom the law treats a person alike with."""
    if staff_kind == StaffKind.EMPLOYED:
        return Body.EMPLOYED
    if staff_kind in CIVIL_KINDS:
        return Body.LEADING if is_leading else Body.CIVIL
    return Body.INSTITUTION if staff_kind in INSTITUTION_KINDS else Body.WORKER


def ruling(kind: str, staff_kind: str, is_leading: bool) -> Ruling:
    """Answer what the law in force says of an outcome for a person."""
    table = _gate()["outcomes"][OutcomeKind(kind).value]
    body = body_of(staff_kind, is_leading)
    row = table.get(body.value)
    if row is None and body == Body.EMPLOYED:
        row = table.get((Body.LEADING if is_leading else Body.CIVIL).value)
    if row is None or (row.get("leading_only") and not is_leading):
        return Ruling(kind, table["refused"])
    return Ruling(
        kind,
        "",
        basis=tuple(row["basis"]),
        conditions=tuple(condition(code) for code in row["conditions"]),
        is_appealable=row.get("appealable", False),
        approver=row["approver"],
        route=_route(row, body),
        months=table.get("months", 0),
        serve_days=table.get("serve_days", 0),
    )


def rulings(staff_kind: str, is_leading: bool) -> list[Ruling]:
    """Answer the rulings on all outcomes, in the order of the catalogue."""
    return [ruling(kind, staff_kind, is_leading) for kind in OutcomeKind.values]


def sources(kind: str) -> list[str]:
    """Answer the keys of the published sources that name an outcome."""
    return list(_gate()["outcomes"][OutcomeKind(kind).value]["sources"])


def approver_needed(ruling: Ruling, authority: str) -> str:
    """Answer the lowest level that may approve an outcome for a cadre of some authority.

    A dismissal goes to the county's committee even where the unit manages the cadre.
    """
    if ruling.approver == _BY_AUTHORITY:
        return authority
    if ruling.approver == _AT_LEAST:
        return max(Approver.COUNTY, authority, key=_RANK.__getitem__)
    return ruling.approver


def reaching(ruling: Ruling, authority: str) -> str:
    """Answer a level that may approve whatever the gate says of the outcome."""
    return approver_needed(ruling, authority) or authority


def reaches(approver: str, needed: str) -> bool:
    """Answer whether a level of approval is the one needed or above it."""
    return approver in _RANK and _RANK[approver] >= _RANK[needed]


def condition(code: str) -> Condition:
    """Answer a condition by its code."""
    kinds = _gate()["types"]
    kind = next(name for name, codes in kinds.items() if code in codes)
    return Condition(code, _gate()["conditions"][code], _role(code), ConditionType(kind))


def condition_codes() -> list[str]:
    return list(_gate()["conditions"])


def failing_years(code: str) -> int:
    """Answer how many failed years running the archive must show for a condition."""
    return int(_gate()["failing"].get(code, 0))


def bar_of(protection: str) -> str:
    """Answer the bar that a kind of protection is, empty if it bars nothing."""
    return str(_gate()["protected"].get(protection, ""))


def spoken(text: str) -> str:
    """Answer a text of the gate in the language of the screen; an unknown one stays as it is."""
    if not text or get_language() != "en":
        return text
    return str(_gate()["english"].get(text) or _(text))


def _role(code: str) -> str:
    roles = _gate()["roles"]
    if code in roles["none"]:
        return "none"
    return "any" if any(code in group for group in roles["any"]) else "all"


def _route(row: dict[str, Any], body: Body) -> str:
    if row.get("arbitrable"):
        return Route.EMPLOYED if body == Body.EMPLOYED else Route.ARBITRATION
    if not row.get("appealable"):
        return Route.OBJECTION
    if body == Body.WORKER:
        return Route.ARBITRATION
    return Route.INSTITUTION if body == Body.INSTITUTION else Route.CIVIL


@cache
def _gate() -> dict[str, Any]:
    return yaml.safe_load(_FILE.read_text("utf-8"))
