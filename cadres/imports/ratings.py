"""Annual ratings by workbook: one of a person and a year, on the scale of the staff kind."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.enums import CivilRating, InstitutionRating
from cadres.imports import who
from cadres.imports.records import Records
from cadres.models import AnnualRating
from cadres.services import bulk_ratings as bulk
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values


def words() -> list[str]:
    """Answer every word of both scales."""
    scales = (CivilRating, InstitutionRating)
    return list(dict.fromkeys(str(word.label) for scale in scales for word in scale))


class Ratings(Records):
    model = AnnualRating
    bulk = bulk
    code = "ratings"
    title = pgettext_lazy("many", "年度考核")
    subject = gettext_lazy("组织和人员")
    brief = gettext_lazy("每人每年的考核等次")
    hint = gettext_lazy("一人一年一行；公务员和参公人员用一套等次，其他人员用另一套。")
    identity = ("name", "id_number", "born_on", "cadre")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        Column(
            "year",
            gettext_lazy("年度"),
            lambda lookups: _year(lookups.on),
            required=True,
            synonyms=("考核年度", "年份"),
        ),
        Column(
            "rating",
            gettext_lazy("考核结果"),
            lambda _l: cells.choice({word: word for word in words()}),
            required=True,
            synonyms=("等次", "考核等次", "结果", "年度考核结果", "档次"),
            allowed=lambda _l: words(),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        return who.lookups(county, on)

    def key(self, values: Values) -> str:
        person = who.key(values)
        return f"{person} {values['year']}" if person and "year" in values else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        return who.check(values)

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        ids = [one.target_id for one in people if one.target_id]
        kinds, known = bulk.staff_kinds(ids), bulk.known(ids)
        return [_match(row, one, kinds, known) for row, one in zip(rows, people, strict=True)]


def _year(on: date) -> cells.Parser:
    whole = cells.whole(1980, on.year)
    return lambda cell: whole(cells.plain(cell).removesuffix("年度").removesuffix("年"))


def _match(row: Values, one: Match, kinds: dict[int, str], known: Any) -> Match:
    if one.target_id is None:
        return one
    row["cadre"] = one.target_id
    offered = bulk.scale(kinds[one.target_id])
    if row["rating"] not in offered:
        sentence = _("按此人的身份应是：%(words)s")
        return Match(column="rating", error=sentence % {"words": _("、").join(offered)})
    return Match(known.get((one.target_id, row["year"])))


RATINGS = Ratings()
