"""Proposals for the red and yellow lists by the hundred, each by the act of its page."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from evidence.models import HonourList, ListEntry
from evidence.services import bulk_people, honour_lists

Values = dict[str, Any]
Key = tuple[int, int, str, str]  # list, person, colour, day


def lists_of(county: Any) -> dict[tuple[int | None, str], HonourList]:
    """Answer the county's lists that take proposals, by (unit or None, title)."""
    rows = HonourList.objects.filter(county=county, closed_at=None)
    return {(row.unit_id, row.title): row for row in rows}


def known(cadres: Collection[int]) -> dict[Key, int]:
    """Answer the entries of people that were not taken down."""
    rows = ListEntry.objects.filter(cadre__in=cadres, withdrawn_at=None)
    told = rows.values_list("list", "cadre", "colour", "on", "pk")
    return {(row, cadre, colour, on.isoformat()): pk for row, cadre, colour, on, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer entries as JSON-able values, locked in id order if asked."""
    rows = ListEntry.objects.filter(pk__in=ids, list__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"reason": row.reason} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Propose people; nobody is told and nothing goes up by it.

    :raises NotAllowed: oneself
    :raises RegulationBroken: LS-04 to LS-09
    """
    lists = HonourList.objects.in_bulk({row["list_id"] for row in rows})
    people = bulk_people.in_bulk([row["cadre"] for row in rows])
    return [
        honour_lists.propose(
            lists[row["list_id"]],
            cadre=people[row["cadre"]],
            colour=row["colour"],
            on=date.fromisoformat(row["on"]),
            reason=row["reason"],
            by=by,
            at=at,
        ).pk
        for row in rows
    ]


def withdraw(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Withdraw what a run had proposed: the list keeps the line with the reason."""
    for entry in ListEntry.objects.filter(pk__in=ids).order_by("pk"):
        honour_lists.withdraw(entry, reason=_("导入有误，整批撤销导入的人选"), by=by, at=at)


def used(ids: Sequence[int]) -> set[int]:
    """Answer the entries of which the person was told, that went up, or that were taken down."""
    told = Q(told_at__isnull=False) | Q(published_at__isnull=False) | Q(withdrawn_at__isnull=False)
    return set(ListEntry.objects.filter(told, pk__in=ids).values_list("pk", flat=True))
