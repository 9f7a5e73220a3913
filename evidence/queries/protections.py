"""Who was protected when: such days are held against nobody."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cadres.models import Protection

Spans = dict[int, list[Protection]]


def of(cadres: Iterable[int]) -> Spans:
    """Answer the protections of some people, by person."""
    found: Spans = {}
    for row in Protection.objects.filter(cadre__in=set(cadres)).order_by("from_on", "pk"):
        found.setdefault(row.cadre_id, []).append(row)
    return found


def at(spans: Spans, cadre: Any, from_on: date, until_on: date) -> Protection | None:
    """Answer the first protection that has a day in common with a span, both ends in."""
    rows = spans.get(cadre, [])
    return next(
        (
            row
            for row in rows
            if row.from_on <= until_on and (row.until_on is None or row.until_on >= from_on)
        ),
        None,
    )
