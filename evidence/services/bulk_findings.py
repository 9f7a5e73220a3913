"""Inspection findings by the hundred, each by the act of its page; the importer counts them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import StateConflict
from evidence.models import Inspection, InspectionFinding, InspectionPerson
from evidence.services import bulk_people, inspections
from schemes.models import Ground
from units.models import Unit

Values = dict[str, Any]
Key = tuple[int, int, str, str, str]  # round, unit, day, place, what was seen


def rounds_of(county: Any) -> dict[str, int]:
    """Answer the county's rounds of inspection by title."""
    return dict(Inspection.objects.filter(county=county).values_list("title", "pk"))


def known(rounds: Collection[int], units: Collection[int]) -> dict[Key, int]:
    """Answer the findings of rounds in units by what tells them apart; the first of each."""
    rows = InspectionFinding.objects.filter(inspection__in=rounds, unit__in=units).order_by("-pk")
    told = rows.values_list("inspection", "unit", "seen_on", "place", "seen", "pk")
    return {(i, unit, on.isoformat(), place, seen): pk for i, unit, on, place, seen, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer findings as JSON-able values, locked in id order if asked."""
    rows = InspectionFinding.objects.filter(pk__in=ids, inspection__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    people: dict[int, list[list[str]]] = {row.pk: [] for row in rows}
    named = InspectionPerson.objects.filter(finding__in=list(people))
    for pk, name, born_on in named.values_list("finding", "cadre__name", "cadre__born_on"):
        people[pk].append([name, f"{born_on:%Y-%m}"])
    return {
        row.pk: {"source": row.source, "ground": row.ground_id, "people": sorted(people[row.pk])}
        for row in rows
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter findings with the people named; no unit is told of any.

    :raises NotAllowed: about oneself
    :raises RegulationBroken: FD-01 a day that has not come, FD-02 a person of another unit
    """
    rounds = Inspection.objects.in_bulk({row["inspection_id"] for row in rows})
    units = Unit.objects.in_bulk({row["unit"] for row in rows})
    grounds = Ground.objects.in_bulk({row["ground"] for row in rows})
    people = bulk_people.in_bulk([pk for row in rows for pk in row["cadres"]])
    ids = []
    for row in rows:
        made = inspections.enter(
            rounds[row["inspection_id"]],
            unit=units[row["unit"]],
            source=row["source"],
            seen_on=date.fromisoformat(row["on"]),
            place=row["place"],
            seen=row["seen"],
            ground=grounds[row["ground"]],
            by=by,
            at=at,
        )
        for pk in row["cadres"]:
            inspections.add_person(made, cadre=people[pk], by=by, at=at)
        ids.append(made.pk)
    return ids


def refuse_removal() -> None:
    """Refuse: a finding stays, whoever entered it.

    :raises StateConflict: always
    """
    raise StateConflict(_("督查发现登记后不能删除；告知单位之前可以逐项更正。"))
