"""People whom the lines of an import are about, read for a whole batch."""

from collections import defaultdict
from collections.abc import Collection

from cadres.models import Cadre

Named = dict[tuple[int, str], list[tuple[int, str]]]


def by_name(units: Collection[int], names: Collection[str]) -> Named:
    """Answer (person, yyyy-mm of birth) of the people on the strength by (unit, name)."""
    found: Named = defaultdict(list)
    people = Cadre.objects.filter(
        unit__in=units, name__in=names, left_on=None, merged_into=None
    ).order_by("pk")
    for pk, unit, name, born_on in people.values_list("pk", "unit", "name", "born_on"):
        found[unit, name].append((pk, f"{born_on:%Y-%m}"))
    return found


def in_bulk(ids: Collection[int]) -> dict[int, Cadre]:
    """Answer people with their unit, by id."""
    return Cadre.objects.select_related("unit").in_bulk(list(set(ids)))


def locked(ids: Collection[int]) -> dict[int, Cadre]:
    """Lock people in the order of their ids, whatever the order of the lines; as `in_bulk`."""
    rows = Cadre.objects.filter(pk__in=set(ids)).order_by("pk").select_related("unit")
    return {row.pk: row for row in rows.select_for_update(of=("self",))}
