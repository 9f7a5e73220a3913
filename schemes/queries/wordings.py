"""Which words a paper is printed with on a day, and what came before them."""

import hashlib
import json
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core.documents import checking, wordings
from core.documents.wordings import Kind, Words
from schemes.enums import WordingState
from schemes.models import WordingVersion
from schemes.models.wordings import OPEN
from units.models import Jurisdiction


class Standing(NamedTuple):
    """What a division prints a kind of paper with.

    :param version: None for the words of the product
    :param unfit: an approved version that came first and is passed over (TX-11)
    """

    version: WordingVersion | None
    unfit: WordingVersion | None = None


def hashed(kind: str, words: Words) -> str:
    """Answer the SHA-256 of a kind's words, in hex."""
    told = json.dumps([kind, *words], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def due(on: date) -> QuerySet[WordingVersion]:
    """Answer of each division and kind the approved version whose day came last."""
    rows = WordingVersion.objects.filter(state=WordingState.APPROVED, from_on__lte=on)
    return rows.order_by("county", "kind", "-from_on", "-number").distinct("county", "kind")


def chosen(kind: Kind | None, own: WordingVersion | None, above: WordingVersion | None) -> Standing:
    """Answer which of two versions is printed with: the division's own, or else the one above it.

    One that goes back, and one that no longer passes what is asked of a paper, is passed over.
    """
    unfit = None
    for row in (own, above):
        if kind is None or row is None or row.is_base:
            continue
        if checking.is_sound(kind, row.words):
            return Standing(row, unfit)
        unfit = unfit or row
    return Standing(None, unfit)


def in_force(kind: str, county: Any, on: date) -> Standing:
    """Answer what a division prints a kind of paper with on a day."""
    places = [county.pk, county.parent_id]
    found = {row.county_id: row for row in due(on).filter(kind=kind, county__in=places)}
    return chosen(wordings.find(kind), found.get(county.pk), found.get(county.parent_id))


def frozen(kind: str, county: Any, on: date) -> dict[str, Any]:
    """Answer what a snapshot keeps of the words in force; nothing for the words of the product."""
    row = in_force(kind, county, on).version
    if row is None:
        return {}
    told = {"version": row.pk, "number": row.number, "sha256": row.sha256}
    return {wordings.KEY: told | row.words._asdict()}


def base_of(version: WordingVersion, on: date) -> tuple[WordingVersion | None, Words]:
    """Answer what a division would print with if it had no words of its own."""
    kind = wordings.find(version.kind)
    above = due(on).filter(kind=version.kind, county=version.county.parent_id).first()
    row = chosen(kind, None, above).version
    return row, row.words if row else kind.words if kind else Words("", "", "")


def previous(version: WordingVersion) -> WordingVersion | None:
    """Answer the approved version before this one."""
    rows = last_approved(version.kind, version.county)
    return rows.filter(number__lt=version.number).first()


def last_approved(kind: str, county: Any) -> QuerySet[WordingVersion]:
    """Answer the approved versions of a division's paper, the newest first."""
    rows = WordingVersion.objects.filter(kind=kind, county=county, state=WordingState.APPROVED)
    return rows.order_by("-number")


def effective(version: WordingVersion, on: date) -> Words:
    """Answer what is printed with a version: its words, or those that it goes back to."""
    return base_of(version, on)[1] if version.is_base else version.words


def own_places(user: Any) -> list[Jurisdiction]:
    """Answer the divisions whose papers the user works with, the highest first."""
    keys = user.counties(*OFFICE_ROLES, *READING_ROLES)
    return list(Jurisdiction.objects.filter(pk__in=keys).order_by("level", "code"))


class Line(NamedTuple):
    """One kind of paper of one division: what it is printed with, and what is coming."""

    county: Jurisdiction
    kind: Kind
    standing: Standing
    coming: WordingVersion | None
    open: WordingVersion | None


def lines(pairs: list[tuple[Jurisdiction, Kind]], *, user: Any, on: date) -> list[Line]:
    """Answer the state of some papers of some divisions, in three queries."""
    own = {county.pk for county, _kind in pairs}
    above = {county.parent_id for county, _kind in pairs if county.parent_id}
    codes = {kind.code for _county, kind in pairs}
    found = due(on).filter(kind__in=codes, county__in=own | above).select_related("county")
    held: dict[tuple[int | None, str], WordingVersion] = {}
    held |= {(row.county_id, row.kind): row for row in found}
    seen = WordingVersion.objects.visible_to(user).filter(kind__in=codes, county__in=own)
    later = seen.filter(state=WordingState.APPROVED, from_on__gt=on).order_by("-from_on", "-number")
    coming = {(row.county_id, row.kind): row for row in later.defer("body")}
    made = {(row.county_id, row.kind): row for row in seen.filter(state__in=OPEN).defer("body")}
    return [
        Line(
            county,
            kind,
            chosen(kind, held.get((county.pk, kind.code)), held.get((county.parent_id, kind.code))),
            coming.get((county.pk, kind.code)),
            made.get((county.pk, kind.code)),
        )
        for county, kind in pairs
    ]
