"""Whom a file from elsewhere is about: by ID number, else by name and birth month."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import QuerySet

from cadres.models import Cadre
from core import identifiers
from core.dates import add_months
from core.sealing.boxes import fingerprint


class Found(Enum):
    """How a person was found."""

    BY_NUMBER = "BY_NUMBER"
    BY_NAME = "BY_NAME"
    NOBODY = "NOBODY"
    SEVERAL = "SEVERAL"  # stop: a person must say which
    CONTRADICTION = "CONTRADICTION"  # stop: the name's bearer has another ID number on file


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
    first = _first_of(birth_month)
    if first is None:
        return Match(Found.NOBODY)
    born = people.filter(name=name, born_on__gte=first, born_on__lt=add_months(first, 1))
    named = list(born.order_by("pk")[:2])
    if len(named) > 1:
        return Match(Found.SEVERAL)
    if not named:
        return Match(Found.NOBODY)
    if mark and named[0].id_fingerprint:
        return Match(Found.CONTRADICTION)
    return Match(Found.BY_NAME, named[0])


def _first_of(month: str) -> date | None:
    if not (month.isascii() and month.isdigit() and len(month) == 6):
        return None
    year, number = int(month[:4]), int(month[4:])
    return date(year, number, 1) if year >= 1900 and 1 <= number <= 12 else None
