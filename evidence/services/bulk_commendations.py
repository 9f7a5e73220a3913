"""Commendations by the hundred, each by the act of the person's file."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from cadres.models import Honour
from cadres.services import records
from evidence.models import ListEntry
from evidence.services import bulk_people

Values = dict[str, Any]
Key = tuple[int, str, str]  # person, title, day


def known(cadres: Collection[int]) -> dict[Key, int]:
    """Answer people's commendations on file, those taken back too: they were given once."""
    told = Honour.objects.filter(cadre__in=cadres).values_list("cadre", "title", "awarded_on", "pk")
    return {(cadre, title, on.isoformat()): pk for cadre, title, on, pk in told.order_by("-pk")}


def taken_back(ids: Collection[int]) -> set[int]:
    """Answer those that were taken back."""
    rows = Honour.objects.filter(pk__in=ids, revoked_on__isnull=False)
    return set(rows.values_list("pk", flat=True))


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer commendations as JSON-able values, locked in id order if asked."""
    rows = Honour.objects.filter(pk__in=ids, cadre__unit__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"kind": row.kind, "awarded_by": row.awarded_by} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter commendations; people are locked by id, whatever the order of the lines.

    :raises NotAllowed: somebody's file is not the importer's to keep
    """
    people = bulk_people.locked({row["cadre"] for row in rows})
    return [
        records.honour(
            people[row["cadre"]],
            kind=row["kind"],
            title=row["title"],
            awarded_by=row["awarded_by"],
            awarded_on=date.fromisoformat(row["awarded_on"]),
            by=by,
            at=at,
        ).pk
        for row in rows
    ]


def remove(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Take out what a run had entered by mistake: no word of it stays on the person's file."""
    Honour.objects.filter(pk__in=ids).delete()


def used(ids: Sequence[int]) -> set[int]:
    """Answer those that were taken back since, or that a red list rests on."""
    on_a_list = ListEntry.objects.filter(honour__in=ids).values("honour")
    rested = Q(revoked_on__isnull=False) | Q(pk__in=on_a_list)
    return set(Honour.objects.filter(rested, pk__in=ids).values_list("pk", flat=True))
