"""What the lists of people and units show."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from cadres.models import Cadre, Post
from cadres.queries.cadres import posts_on

FILTERS = ("unit", "staff_kind", "level", "authority")


def filtered(rows: QuerySet[Cadre], *, q: str = "", leading: str = "", **chosen: Any) -> Any:
    """Keep those whom the filters name; an empty filter keeps all."""
    if q:
        rows = rows.filter(name__contains=q)
    if leading:
        rows = rows.filter(is_leading=leading == "yes")
    return rows.filter(**{name: chosen[name] for name in FILTERS if chosen.get(name)})


def listed(rows: QuerySet[Cadre], on: date) -> QuerySet[Cadre]:
    """Bring along each person's unit and the posts held on a day, main first, as `now`."""
    held = posts_on(on).order_by("-is_main", "-from_on")
    return rows.select_related("unit").prefetch_related(Prefetch("posts", held, to_attr="now"))


def headcounts(people: QuerySet[Cadre], unit_ids: Iterable[int]) -> dict[int, int]:
    """Answer unit id → how many of these people it has."""
    rows = (
        people.filter(unit__in=list(unit_ids), left_on=None)
        .values_list("unit")
        .annotate(Count("pk"))
    )
    return dict(rows.order_by())


def heads(unit_ids: Iterable[int], on: date, *, people: QuerySet[Cadre]) -> dict[int, Post]:
    """Answer unit id → the post of who answers for it on a day, if among these people."""
    rows = posts_on(on).filter(unit__in=list(unit_ids), is_head=True, cadre__in=people)
    return {row.unit_id: row for row in rows.select_related("cadre").order_by("from_on", "pk")}
