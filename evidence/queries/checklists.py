"""Figures of a checklist: what was seen where, who has not reported, whom it would name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from cadres.models import Cadre
from evidence.models import Checklist, ChecklistItem, Problem, ZeroReturn
from evidence.models.checklists import OFFICE
from evidence.queries import protections
from units.models import Unit


def units_of(checklist: Checklist, user: Any) -> QuerySet[Unit]:
    """Answer the standing units whose line the user sees: all for the department."""
    rows = Unit.objects.standing().filter(county=checklist.county_id)
    if checklist.county_id not in user.counties(*OFFICE):
        rows = rows.filter(pk__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
    own = Problem.objects.standing().filter(checklist=checklist, unit=OuterRef("pk"))
    zero = ZeroReturn.objects.filter(checklist=checklist, unit=OuterRef("pk"), withdrawn_at=None)
    return rows.annotate(has_found=Exists(own), has_zero=Exists(zero)).order_by("name", "pk")


IN_STATE = {
    "found": Q(has_found=True),
    "zero": Q(has_zero=True),
    "missing": Q(has_found=False, has_zero=False),
}


def in_state(units: QuerySet[Unit], state: str) -> QuerySet[Unit]:
    """Answer the units with problems, with a zero return, or with neither; all else all."""
    return units.filter(IN_STATE[state]) if state in IN_STATE else units


def state_counts(units: QuerySet[Unit]) -> dict[str, int]:
    """Answer how many units are in each state, in one query."""
    asked = {state: Count("pk", filter=rule) for state, rule in IN_STATE.items()}
    return units.order_by().aggregate(all=Count("pk"), **asked)


PROBLEM_STATES = {
    "": Q(struck_at=None),
    "open": Q(struck_at=None, confirmed_at=None),
    "confirmed": Q(struck_at=None, confirmed_at__isnull=False),
    "struck": Q(struck_at__isnull=False),
}


def problem_counts(rows: QuerySet[Problem]) -> dict[str, int]:
    """Answer how many reports are in each state, in one query."""
    asked = {state or "all": Count("pk", filter=rule) for state, rule in PROBLEM_STATES.items()}
    found = rows.order_by().aggregate(**asked)
    return {"": found.pop("all"), **found}


def counts(checklist: Checklist, units: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Answer (unit, item) → (reported and not struck, of these confirmed)."""
    rows = (
        Problem.objects.standing()
        .filter(checklist=checklist, unit__in=units)
        .order_by()
        .values_list("unit", "item")
        .annotate(n=Count("pk"), sure=Count("pk", filter=Q(confirmed_at__isnull=False)))
    )
    return {(unit, item): (n, sure) for unit, item, n, sure in rows}


def totals(checklist: Checklist, seen: QuerySet[Problem]) -> dict[int, tuple[int, int]]:
    """Answer item → (reported and not struck, confirmed) of the rows that the user sees."""
    rows = (
        seen.standing()  # type: ignore[attr-defined]
        .filter(checklist=checklist)
        .order_by()
        .values_list("item")
        .annotate(n=Count("pk"), sure=Count("pk", filter=Q(confirmed_at__isnull=False)))
    )
    return {item: (n, sure) for item, n, sure in rows}


@dataclass
class Named:
    """One person under one problem: how often confirmed, why left out if so."""

    cadre: Cadre
    item: ChecklistItem
    problems: list[Problem]
    left_out: str = ""
    said: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


def candidates(checklist: Checklist, *, on: date) -> list[Named]:
    """Answer whom the lines name on a day, with the reason for who is left out.

    What happened on a protected day does not count; who is protected now is left out.
    """
    rows = list(
        Problem.objects.confirmed()
        .filter(checklist=checklist)
        .select_related("cadre__unit", "item__ground")
        .order_by("cadre__name", "cadre", "item", "from_on", "pk")
    )
    spans = protections.of(row.cadre_id for row in rows)
    groups = groupby(rows, key=lambda row: (row.cadre_id, row.item_id))
    named = [_named(list(group), spans, on) for _key, group in groups]
    return [one for one in named if one is not None]


def _named(rows: list[Problem], spans: protections.Spans, on: date) -> Named | None:
    item, cadre = rows[0].item, rows[0].cadre
    if len(rows) < item.line:
        return None
    counted = [p for p in rows if not protections.at(spans, cadre.pk, p.from_on, p.until_on)]
    now = protections.at(spans, cadre.pk, on, on)
    one = Named(cadre, item, counted or rows)
    one.said = f"{item.title} {len(one.problems)} 次，已确认"
    if now is not None:
        one.left_out = _("现处于保护期（%(kind)s）") % {"kind": now.get_kind_display()}
    elif len(counted) < item.line:
        one.left_out = _("发生在保护期内，不计算")
    one.rows = [line(row) for row in one.problems]
    return one


def line(row: Problem) -> dict[str, str]:
    """Answer a problem as a signal keeps it: what was seen, not who told it."""
    days = (row.until_on - row.from_on).days + 1
    return {"label": row.seen, "value": f"{days} 天", "on": row.from_on.isoformat()}
