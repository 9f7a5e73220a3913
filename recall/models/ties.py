"""同单位: whose colleague the person is or was while a nomination runs.

The nominating unit, the unit in which the person now is, and each in which they held a main post
since the draft: who is posted elsewhere meanwhile has colleagues in both places. Source: 公务员法
art. 74, 76; domain reference 2.12. The same is said in SQL in recall.models.decisions.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from cadres.models import Cadre, Post
from core import dates


def colleagues(nomination: Any) -> Q:
    """Answer which people are of the units of a nomination's person."""
    now = Cadre.objects.filter(pk=nomination.cadre_id).values("unit")
    found = Q(unit=nomination.unit_id) | Q(unit__in=now)
    if nomination.drafted_at is None:
        return found
    held = Q(until_on=None) | Q(until_on__gt=dates.legal_day(nomination.drafted_at))
    posts = Post.objects.filter(held, cadre=nomination.cadre_id, is_main=True)
    return found | Q(unit__in=posts.values("unit"))


def in_units(units: Any) -> Q:
    """Answer which nominations are about somebody of these units."""
    until = F("cadre__posts__until_on")
    held = Q(cadre__posts__until_on=None) | Q(drafted_at__date__lt=until)
    post = Q(cadre__posts__is_main=True, cadre__posts__unit__in=units)
    return Q(unit__in=units) | Q(cadre__unit__in=units) | (post & held)


def units_of(rows: Iterable[Any]) -> dict[int, set[int]]:
    """Answer the units of each nomination's person, in one query: nomination id → unit ids.

    Each row's cadre is read along.
    """
    rows = list(rows)
    people = {row.cadre_id for row in rows}
    posts: dict[int, list[tuple[int, Any]]] = {}
    held = Post.objects.filter(cadre__in=people, is_main=True)
    for cadre, unit, until_on in held.values_list("cadre", "unit", "until_on"):
        posts.setdefault(cadre, []).append((unit, until_on))
    return {
        row.pk: {row.unit_id, row.cadre.unit_id}
        | {
            unit
            for unit, until_on in posts.get(row.cadre_id, [])
            if until_on is None or (row.drafted_at and until_on > dates.legal_day(row.drafted_at))
        }
        for row in rows
    }
