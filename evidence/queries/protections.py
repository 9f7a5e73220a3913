"""Who was protected when: such days are held against nobody."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Protection

Spans = dict[int, list[Protection]]


def within(cadres: Collection[int], *, first: date, last: date) -> dict[int, str]:
    """Answer, by person, why they are left out: a protection touches a day of the span."""
    rows = Protection.objects.filter(cadre__in=cadres, from_on__lte=last).exclude(
        until_on__lt=first
    )
    sentence = _("期间处于保护期（%(kind)s）")
    return {row.cadre_id: sentence % {"kind": row.get_kind_display()} for row in rows}


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
