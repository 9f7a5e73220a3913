"""Scores of yearly targets by workbook: one line for one target of one person in one year."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.imports.base import MEASURES, PERSON, PERSON_SAID, Lines, Store, words
from evidence.models import TargetScore
from evidence.services import bulk_targets as bulk


class Targets(Lines):
    code = "targets"
    title = pgettext_lazy("many", "目标考核得分")
    subject = MEASURES
    brief = gettext_lazy("责任书上每人每项目标的得分")
    hint = gettext_lazy("一人一项目标一行；责任书和目标先在系统里建好，定案之前可以再导入更正。")
    identity = (*PERSON_SAID, "unit", "year", "target", "item")
    told = ("unit", "year", "target")
    store = Store(
        model=TargetScore,
        current=bulk.current,
        enter=bulk.enter,
        change=bulk.change,
        remove=lambda ids, **_hand: bulk.remove(ids),
        used=bulk.settled,
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("签订责任书的单位全称")),
        Column(
            "year",
            gettext_lazy("年度"),
            lambda lookups: cells.whole(2000, lookups.on.year),
            required=True,
            synonyms=("考核年度", "年份"),
        ),
        words("target", gettext_lazy("目标"), 80, "目标名称", "考核目标"),
        Column(
            "score",
            gettext_lazy("得分"),
            lambda _l: cells.number(Decimal(0), Decimal(100)),
            required=True,
            synonyms=("分数", "分值"),
            note=gettext_lazy("0 至 100，最多两位小数"),
        ),
    )

    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "县发改局",
        "year": "2018",
        "target": "项目投资",
        "score": "62.5",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return {"targets": bulk.items_of(county)}

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        if {"unit", "year", "target"} <= values.keys() and _item(values, lookups) is None:
            yield "target", _("这个单位这一年度没有这项目标，或责任书已经定案")

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        item = _item(row, lookups)
        if item is None:
            return "target", _("没有这项目标")
        row["item"] = item
        return None

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["item"], row["cadre"]


def _item(values: Values, lookups: Lookups) -> int | None:
    return lookups.tables["targets"].get((values["unit"], values["year"], values["target"]))


TARGETS = Targets()
