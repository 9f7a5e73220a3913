"""The organisation as the system administrator sees it: divisions and units, nobody in them."""

from units.models import Jurisdiction, Unit
from units.queries.units import Branch, tree


def counties() -> list[Jurisdiction]:
    """Answer the divisions that have units, by code."""
    placed = Unit.objects.standing().values("county")
    return list(Jurisdiction.objects.filter(pk__in=placed).order_by("code"))


def branches(county: Jurisdiction | None) -> list[Branch]:
    """Answer a division's standing units, each followed by those below it."""
    return tree([county.pk]) if county else []


def units(branches: list[Branch]) -> dict[int, Unit]:
    """Answer the units of these branches by id."""
    return Unit.objects.in_bulk([branch.unit_id for branch in branches])
