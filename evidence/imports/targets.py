"""Scores of yearly targets by workbook: one line for one target of one person in one year."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from evidence.models import TargetScore
from evidence.services import bulk_targets as bulk


class Targets(Definition):
    code = "targets"
    title = pgettext_lazy("many", "目标考核得分")
    hint = gettext_lazy("一人一项目标一行；责任书和目标先在系统里建好，定案之前可以再导入更正。")
    identity = ("name", "id_number", "born_on", "unit", "year", "target", "item", "cadre")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        who.unit_column(gettext_lazy("签订责任书的单位全称")),
        Column(
            "year",
            gettext_lazy("年度"),
            lambda lookups: cells.whole(2000, lookups.on.year),
            required=True,
            synonyms=("考核年度", "年份"),
        ),
        Column(
            "target",
            gettext_lazy("目标"),
            lambda _l: cells.text(80),
            required=True,
            synonyms=("目标名称", "考核目标"),
        ),
        Column(
            "score",
            gettext_lazy("得分"),
            lambda _l: cells.number(Decimal(0), Decimal(100)),
            required=True,
            synonyms=("分数", "分值"),
            note=gettext_lazy("0 至 100，最多两位小数"),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        lookups = who.lookups(county, on)
        lookups.tables["targets"] = bulk.items_of(county)
        return lookups

    def key(self, values: Values) -> str:
        person = who.key(values)
        told = [str(values.get(name, "")) for name in ("unit", "year", "target")]
        return " ".join([person, *told]) if person and all(told) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
        if {"unit", "year", "target"} <= values.keys() and _item(values, lookups) is None:
            yield "target", _("这个单位这一年度没有这项目标，或责任书已经定案")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        ids = [one.target_id for one in people if one.target_id]
        units, known = bulk.units_of(ids), bulk.known(ids)
        return [
            _match(row, one, units, known, lookups) for row, one in zip(rows, people, strict=True)
        ]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enter(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        bulk.change(rows, by=by, at=at)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.remove(ids)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.settled(ids)

    def row_kind(self) -> str:
        return TargetScore._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return who.owners(TargetScore, ids)


def _item(values: Values, lookups: Lookups) -> int | None:
    return lookups.tables["targets"].get((values["unit"], values["year"], values["target"]))


def _match(row: Values, one: Match, units: Any, known: Any, lookups: Lookups) -> Match:
    item = _item(row, lookups)
    if one.target_id is None or item is None:
        return one if one.error else Match(column="target", error=_("没有这项目标"))
    if units[one.target_id] != row["unit"]:
        return Match(column="name", error=_("此人不在这个单位"))
    row["item"], row["cadre"] = item, one.target_id
    return Match(known.get((item, one.target_id)))


TARGETS = Targets()
