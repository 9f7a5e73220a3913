"""Red and yellow lists: how often somebody stood on the yellow one, and whom that names."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.enums import Role
from cadres.models import Cadre
from core.dates import cn
from evidence.enums import ListColour, ListScope
from evidence.models import HonourList, ListEntry
from evidence.queries import protections
from units.models import Unit


@dataclass
class Named:
    """One person whom the rule names, the entries behind it, and why they are left out."""

    cadre: Cadre
    entries: list[ListEntry] = field(default_factory=list)
    said: str = ""
    left_out: str = ""

    @property
    def rows(self) -> list[dict[str, str]]:
        """Answer the lines behind a signal."""
        return [
            {
                "label": f"黄榜：{row.reason}"[:200],
                "value": f"公布{cn(row.published_on)}至{cn(row.until_on)}",
                "on": row.on.isoformat(),
            }
            for row in self.entries
            if row.published_on and row.until_on
        ]


def exposed(row: HonourList, cadre: Any = None) -> QuerySet[ListEntry]:
    """Answer the yellow entries that were put up and not taken down, by day of the fact."""
    rows = row.entries.filter(
        colour=ListColour.YELLOW, published_on__isnull=False, withdrawn_at=None
    )
    if cadre is not None:
        rows = rows.filter(cadre=cadre)
    return rows.order_by("on", "pk")


def board(user: Any, *, on: date) -> QuerySet[ListEntry]:
    """Answer what a member of staff reads on a day: of their unit, and of their county where the
    lists go so far. Staff is who holds a role there, or is on its rolls.
    """
    units, counties = user.units(*Role), user.counties(*Role)
    cadre = getattr(user, "cadre", None)
    if cadre is not None:
        units, counties = units | {cadre.unit_id}, counties | {cadre.unit.county_id}
    counties |= set(Unit.objects.filter(pk__in=units).values_list("county", flat=True))
    wide = Q(list__scope=ListScope.COUNTY, list__county__in=counties)
    return ListEntry.objects.up(on).filter(wide | Q(unit__in=units))


def counts(row: HonourList) -> dict[str, int]:
    """Answer how many entries were put up and stand, by colour, and how many wait."""
    up = Q(published_on__isnull=False, withdrawn_at=None)
    return row.entries.aggregate(
        red=Count("pk", filter=up & Q(colour=ListColour.RED)),
        yellow=Count("pk", filter=up & Q(colour=ListColour.YELLOW)),
        waiting=Count("pk", filter=Q(published_on=None, withdrawn_at=None)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )


def candidates(row: HonourList, *, on: date) -> list[Named]:
    """Answer everybody who stood on the yellow list often enough, by name.

    Who was protected on a day of the facts, or is today, is left out, and it is said.
    """
    if not row.yellows:
        return []
    found: dict[int, Named] = {}
    for entry in exposed(row).select_related("cadre__unit"):
        found.setdefault(entry.cadre_id, Named(entry.cadre)).entries.append(entry)
    named = [one for one in found.values() if len(one.entries) >= row.yellows]
    kept = protections.within([one.cadre.pk for one in named], first=row.from_on, last=on)
    for one in named:
        one.left_out = kept.get(one.cadre.pk, "")
        one.said = f"上黄榜 {len(one.entries)} 次，达到 {row.yellows} 次"
    return sorted(named, key=lambda one: (one.cadre.name, one.cadre.pk))
