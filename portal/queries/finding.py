"""Search over people, units, cases and grounds, each within its own scope; two queries in all."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import get_language

from accounts.enums import OFFICE_ROLES, Role
from cadres.models import Cadre, Post
from core.search import finding
from recall.models import Case
from schemes.models import Ground
from units.models import Unit

KINDS = ("cadre", "unit", "case", "ground")
# Whose role shows rows of a kind at all. What of them is shown, each model's `visible_to` says;
# this only keeps the search from reading the words of places of which nothing would be shown.
_READERS = {
    "cadre": (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.UNIT_CLERK, Role.UNIT_HEAD),
    "unit": tuple(Role),
    "case": (*OFFICE_ROLES, Role.UNIT_CLERK, Role.UNIT_HEAD),
    "ground": (),
}
_GRANTED = """
SELECT unnest(%(counties_{kind})s::bigint[])
UNION SELECT county_id FROM units_unit WHERE id = ANY(%(units_{kind})s::bigint[])
"""
_OWN = """
UNION SELECT u.county_id FROM cadres_cadre c JOIN units_unit u ON u.id = c.unit_id
  WHERE c.user_id = %(reach_user)s
"""
_COUNTIES = {
    "cadre": "".join([_GRANTED, _OWN]).replace("{kind}", "cadre"),
    "unit": _GRANTED.replace("{kind}", "unit"),
    "case": _GRANTED.replace("{kind}", "case"),
    "ground": "SELECT 0",
}


@dataclass(frozen=True)
class Found:
    """One line of the results, as the page shows it."""

    kind: str
    pk: int
    title: str
    hint: str
    more: str
    state: str


def seen_by(user: Any) -> dict[str, QuerySet]:
    """Answer the rows of each kind that the user may find: the rows they may open, no more."""
    return {
        "cadre": Cadre.objects.visible_to(user),
        "unit": Unit.objects.visible_to(user),
        "case": Case.objects.visible_to(user),
        "ground": Ground.objects.all() if user.scopes else Ground.objects.none(),
    }


def found(user: Any, text: str, *, kind: str = "", most: int = 11) -> list[Found]:
    """Answer what a text finds for a user, best first within each kind, `most` or some more."""
    seen = seen_by(user)
    if kind in seen:
        seen = {kind: seen[kind]}
    reach: dict[str, Any] = {"reach_user": user.pk}
    for name in seen:
        reach[f"counties_{name}"] = sorted(user.counties(*_READERS[name]))
        reach[f"units_{name}"] = sorted(user.units(*_READERS[name]))
    hits = finding.find(text, seen=seen, counties=_COUNTIES, given=reach, most=most)
    place = {(hit.kind, hit.pk): number for number, hit in enumerate(hits)}
    rows = _shown(seen, hits)
    return sorted(rows, key=lambda row: (KINDS.index(row.kind), place[row.kind, row.pk]))


def _shown(seen: dict[str, QuerySet], hits: list[finding.Hit]) -> list[Found]:
    """Read the lines of all hits at once, once more from the rows that the user may see."""
    parts = []
    for kind, rows in seen.items():
        if pks := [hit.pk for hit in hits if hit.kind == kind]:
            parts.append(_LINES[kind](rows.filter(pk__in=pks).annotate(k=Value(kind))))
    if not parts:
        return []
    lines = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [Found(*line) for line in lines]


def _cadres(rows: QuerySet) -> QuerySet:
    held = Post.objects.filter(cadre=OuterRef("pk"), until_on=None, is_main=True).values("title")[
        :1
    ]
    return rows.annotate(held=Subquery(held), state_=Value("")).values_list(
        "k", "pk", "name", "unit__name", "held", "state_"
    )


def _units(rows: QuerySet) -> QuerySet:
    return rows.annotate(none=Value(""), state_=Value("")).values_list(
        "k", "pk", "name", "county__name", "none", "state_"
    )


def _cases(rows: QuerySet) -> QuerySet:
    return rows.values_list("k", "pk", "cadre__name", "unit__name", "notice__reference", "state")


def _grounds(rows: QuerySet) -> QuerySet:
    tail = "_en" if get_language() == "en" else ""
    lines = rows.annotate(
        t=F(f"title{tail}"), s=F(f"set__title{tail}"), c=F("code"), state_=Value("")
    )
    return lines.values_list("k", "pk", "t", "s", "c", "state_")


_LINES = {"cadre": _cadres, "unit": _units, "case": _cases, "ground": _grounds}
