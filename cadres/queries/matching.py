"""Whom a file from elsewhere is about: by ID number, else by name and birth month."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cadres.enums import Found
from cadres.models import Cadre
from core import identifiers
from core.dates import add_months
from core.sealing.boxes import fingerprint


@dataclass(frozen=True)
class Match:
    """What was found; `cadre` only where exactly one person is meant."""

    found: Found
    cadre: Cadre | None = None


def match(people: QuerySet[Cadre], *, name: str, birth_month: str, id_number: str = "") -> Match:
    """Find the one person among these. Source: domain reference 6.2.

    :param people: those whom the reader may see
    :param birth_month: yyyyMM, empty if not given
    """
    mark = fingerprint(identifiers.plain(id_number)) if id_number.strip() else ""
    if mark and (cadre := people.filter(id_fingerprint=mark).first()):
        return Match(Found.BY_NUMBER, cadre)
    named = list(namesakes(people, name=name, birth_month=birth_month)[:2])
    if len(named) > 1:
        return Match(Found.SEVERAL)
    if not named:
        return Match(Found.NOBODY)
    if mark and named[0].id_fingerprint:
        return Match(Found.CONTRADICTION)
    return Match(Found.BY_NAME, named[0])


def namesakes(people: QuerySet[Cadre], *, name: str, birth_month: str) -> QuerySet[Cadre]:
    """Answer those of one name who were born in one month, yyyyMM."""
    first = _first_of(birth_month)
    if first is None:
        return people.none()
    born = people.filter(name=name, born_on__gte=first, born_on__lt=add_months(first, 1))
    return born.order_by("pk")


def _first_of(month: str) -> date | None:
    if not (month.isascii() and month.isdigit() and len(month) == 6):
        return None
    year, number = int(month[:4]), int(month[4:])
    return date(year, number, 1) if year >= 1900 and 1 <= number <= 12 else None
