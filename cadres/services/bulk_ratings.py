"""Annual ratings by the thousand; the importer keeps the trail."""

from collections.abc import Sequence
from typing import Any

from cadres.enums import CIVIL_KINDS, CivilRating, InstitutionRating
from cadres.models import AnnualRating, Cadre
from core import bulk

Values = dict[str, Any]


def staff_kinds(ids: Sequence[int]) -> dict[int, str]:
    """Answer the staff kind of people by id."""
    return dict(Cadre.objects.filter(pk__in=ids).values_list("pk", "staff_kind"))


def known(ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer the ratings of people by (person, year)."""
    rows = AnnualRating.objects.filter(cadre__in=ids).values_list("cadre", "year", "pk")
    return {(person, year): pk for person, year, pk in rows}


def scale(staff_kind: str) -> dict[str, str]:
    """Answer the words of the scale of a staff kind with their codes."""
    words = CivilRating if staff_kind in CIVIL_KINDS else InstitutionRating
    return {str(word.label): str(word.value) for word in words}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer ratings as JSON-able values, locked in id order if asked."""
    rows = AnnualRating.objects.filter(pk__in=ids, cadre__unit__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"year": row.year, "rating": row.label} for row in rows}


def enter(rows: Sequence[Values]) -> list[int]:
    """Enter ratings on the scale of the staff kind that each person has now."""
    kinds = staff_kinds([row["cadre"] for row in rows])
    ratings = [_set(AnnualRating(cadre_id=r["cadre"], year=r["year"]), r, kinds) for r in rows]
    bulk.insert(ratings)
    return [rating.pk for rating in ratings]


def _set(rating: AnnualRating, values: Values, kinds: dict[int, str]) -> AnnualRating:
    rating.staff_kind = rating.staff_kind or kinds[rating.cadre_id]
    is_civil = rating.staff_kind in CIVIL_KINDS
    code = scale(rating.staff_kind)[values["rating"]]
    rating.civil, rating.institution = (code, "") if is_civil else ("", code)
    return rating


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Set other results; the scale stays that of the year's staff kind."""
    ratings = AnnualRating.objects.in_bulk([pk for pk, _values in rows])
    changed = [_set(ratings[pk], values, {}) for pk, values in rows]
    AnnualRating.objects.bulk_update(changed, ["civil", "institution"], batch_size=500)


def remove(ids: Sequence[int]) -> None:
    """Take out again what a run had entered."""
    AnnualRating.objects.filter(pk__in=ids).delete()
