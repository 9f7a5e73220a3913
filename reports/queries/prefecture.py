"""Every figure of a prefecture's counties, of a year's campaigns and as of a day.

`figures` are what is counted, by the county summary's definitions; `published` is what may be
printed: numbers of 1 to 4 and those from which they follow are None, in all tables alike.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessment.enums import OutcomeKind
from cadres.enums import Level, StaffKind
from core.dates import ZONE
from recall.models import Campaign
from reports.models.prefectures import READERS
from reports.queries import particulars, standing
from reports.queries.covering import Relation, cover
from reports.queries.figures import EMPTY, Counts
from reports.queries.particulars import Particulars
from units.enums import JurisdictionLevel, UnitKind
from units.models import Jurisdiction

Key = tuple[str, str, str]  # cut, value, code
# What each nomination is, once: the columns that are covered together. Sums stand beside them.
LEAVES = (
    "not_matched", "not_recalled", "in_hand", "not_in_class", "returned_to_post", "other_outcome",
    "no_outcome",
)  # fmt: skip
SUMS = {
    "in_class": ("returned_to_post", "other_outcome", "no_outcome"),
    "recalled": ("not_in_class", "in_class"),
    "nominated": ("not_matched", "not_recalled", "in_hand", "recalled"),
}
CODES = (
    "nominated", "not_matched", "not_recalled", "in_hand", "recalled", "not_in_class", "in_class",
    "returned_to_post", "other_outcome", "no_outcome",
)  # fmt: skip
CUTS = ("county", "level", "staff_kind", "unit_kind")  # each cuts the same people


@dataclass(frozen=True)
class Figures:
    """The funnel by cut and value, and repeats and outcomes; the total stands under "total", "".

    Other years, whose campaigns are not in the total, stand under "year".
    """

    year: int
    as_of: date
    cuts: dict[str, dict[str, Counts]]
    names: dict[str, str]  # code of a county → its name
    own: str  # code of the prefecture itself, in the cut if its departments took part
    told: Particulars
    campaigns: int


def of_user(user: Any) -> QuerySet[Jurisdiction]:
    """Answer the prefectures on which a user holds a role, not only on one of their counties."""
    held = Jurisdiction.objects.filter(pk__in=user.counties(*READERS))
    return held.filter(level=JurisdictionLevel.PREFECTURE).order_by("code")


def counties_of(prefecture: Jurisdiction) -> list[Jurisdiction]:
    """Answer the prefecture itself, for its own departments, and the counties below it."""
    rows = Jurisdiction.objects.filter(Q(pk=prefecture.pk) | Q(parent=prefecture))
    return list(rows.order_by("code"))


def years_of(prefecture: Jurisdiction) -> list[int]:
    """Answer the years in which its counties launched a campaign, the latest first."""
    below = Q(county=prefecture) | Q(county__parent=prefecture)
    launched = Campaign.objects.filter(below, launched_at__isnull=False)
    days = launched.values_list("launched_at", flat=True)
    return sorted({at.astimezone(ZONE).year for at in days if at}, reverse=True)


def compute(prefecture: Jurisdiction, *, year: int, as_of: date) -> Figures:
    """Answer every figure at the end of a day, in a fixed number of queries."""
    places = counties_of(prefecture)
    launched = particulars.launched([place.pk for place in places], as_of=as_of)
    held = [pk for pk, begun in launched.items() if begun == year]
    funnel = standing.funnel(held, as_of)
    by_county = {place.code: funnel["county_id"].get(place.pk) for place in places}
    cuts = {
        "total": {"": funnel["total"].get(None, EMPTY)},
        "county": {code: row or EMPTY for code, row in by_county.items()},
        "level": {key: funnel["level"].get(key, EMPTY) for key in Level.values},
        "staff_kind": _in_order(funnel["staff_kind"], StaffKind.values),
        "unit_kind": _in_order(funnel["unit_kind"], UnitKind.values),
    }
    if by_county[prefecture.code] is None:  # its departments took no part
        del cuts["county"][prefecture.code]
    told = particulars.compute(held, launched, as_of=as_of)
    cuts["year"] = {str(one): row for one, row in told.years.items() if one != year}
    split = {cut: {key: _split(row) for key, row in rows.items()} for cut, rows in cuts.items()}
    return Figures(
        year=year,
        as_of=as_of,
        cuts=split | {"repeats": {"": told.repeats}, "outcomes": {"": _others(held, as_of)}},
        names={place.code: place.name for place in places},
        own=prefecture.code,
        told=told,
        campaigns=len(held),
    )


def named(figures: Figures, rows: dict[str, Any]) -> dict[str, Any]:
    """Answer rows by the names of their counties; the prefecture's own departments are 本级."""
    own = {figures.own: _("本级")}
    return {(figures.names | own)[code]: row for code, row in rows.items()}


def _others(campaigns: list[int], as_of: date) -> Counts:
    """Answer the outcomes other than the return to the post, by kind."""
    found = standing.outcomes(campaigns, as_of)
    return {kind: found[kind] for kind in OutcomeKind.values if kind != "RETURN" and kind in found}


def _in_order(counts: dict[Any, Counts], order: list[str]) -> dict[str, Counts]:
    return {key: counts[key] for key in sorted(counts, key=order.index)}


def _split(row: Counts) -> Counts:
    """Answer a row of the funnel as parts that do not overlap, and their sums."""
    told = {code: row[code] for code in CODES if code in row}
    told["in_hand"] = row["withdrawn"] + row["with_unit"] + row["pending"]
    told["not_in_class"] = row["recalled"] - row["in_class"]
    told["no_outcome"] = row["in_class"] - row["returned_to_post"] - row["other_outcome"]
    return {code: told[code] for code in CODES}


def published(figures: Figures) -> dict[str, dict[str, dict[str, int | None]]]:
    """Answer the cuts as they may be printed: None where a number must not be shown."""
    values: dict[Key, int] = {
        (cut, key, code): number
        for cut, rows in figures.cuts.items()
        for key, row in rows.items()
        for code, number in row.items()
    }
    hidden = cover(values, relations(figures))
    return {
        cut: {
            key: {code: None if (cut, key, code) in hidden else n for code, n in row.items()}
            for key, row in rows.items()
        }
        for cut, rows in figures.cuts.items()
    }


def relations(figures: Figures) -> list[Relation[Key]]:
    """Answer the sums by which the tables hang together."""
    rows = [(cut, key) for cut in ("total", *CUTS, "year") for key in figures.cuts[cut]]
    found: list[Relation[Key]] = [
        ((*row, total), tuple((*row, part) for part in parts))
        for row in rows
        for total, parts in SUMS.items()
    ]
    found += [
        (("total", "", code), tuple((cut, key, code) for key in figures.cuts[cut]))
        for cut in CUTS
        for code in CODES
        if figures.cuts[cut]
    ]
    whole = {"repeats": "recalled", "outcomes": "other_outcome"}
    return found + [
        (("total", "", code), tuple((cut, "", part) for part in figures.cuts[cut][""]))
        for cut, code in whole.items()
        if figures.cuts[cut][""]
    ]
