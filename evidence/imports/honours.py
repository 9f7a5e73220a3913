"""Proposals for the red and yellow lists by workbook: one line for one fact of one person."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.enums import ListColour
from evidence.imports.base import OPINION, PERSON, PERSON_SAID, Store, choice, unit_or_county, words
from evidence.imports.entered import Entered, Span
from evidence.models import HonourList, ListEntry
from evidence.regulations import honour_lists as rules
from evidence.services import bulk_honours as bulk


class Honours(Entered):
    code = "honours"
    title = pgettext_lazy("many", "红黄榜人选")
    subject = OPINION
    brief = gettext_lazy("提出上榜人选，不公布；黄榜仍须先告知、听取申辩")
    hint = gettext_lazy(
        "一人一件事一行。导入只提出人选，不公布：黄榜仍须先告知本人、听取申辩，再由他人公布。"
        "撤销导入时逐条撤下，留有记录。"
    )
    identity = (*PERSON_SAID, "unit", "list", "list_id", "colour", "on")
    told = ("list", "colour", "on")
    fixed = ("reason", gettext_lazy("此人这一天已经提出，事由不同；请先撤下再重新提出"))
    store = Store(
        model=ListEntry,
        current=bulk.current,
        enter=bulk.enter,
        remove=bulk.withdraw,
        used=bulk.used,
    )
    columns = (
        *PERSON,
        unit_or_county(gettext_lazy("设榜单位"), gettext_lazy("设榜的单位全称；全县的榜不填")),
        words("list", gettext_lazy("红黄榜"), 60, "榜名", "名称"),
        choice(
            "colour",
            gettext_lazy("榜别"),
            ListColour,
            "榜",
            short={"红榜": ListColour.RED.value, "黄榜": ListColour.YELLOW.value},
        ),
        Column(
            "on",
            gettext_lazy("事实日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期",),
        ),
        words(
            "reason",
            gettext_lazy("上榜事由"),
            300,
            "事由",
            note=gettext_lazy("不少于 10 个字，写做了什么、结果怎样"),
        ),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "list": "双星创建红黄榜",
        "colour": "红榜",
        "on": "2018-05-09",
        "reason": "带队完成移民搬迁扫尾，提前十天验收",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return {"lists": bulk.lists_of(county)}

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        row = _list(values, lookups)
        if row is None:
            yield "list", _("没有这个名称的红黄榜，或这期已经结束")
        elif not rules.fact_is_in_the_period.judge(
            row, date.fromisoformat(values["on"]), lookups.on
        ):
            yield "on", str(rules.fact_is_in_the_period.sentence)
        if not rules.reason_is_told.judge(values["reason"]):
            yield "reason", str(rules.reason_is_told.sentence)

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        found = _list(row, lookups)
        if found is None:
            return "list", _("没有这期红黄榜")
        row["list_id"] = found.pk
        return None

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        """Praise is for everybody: only the yellow list spares the protected (LS-07)."""
        on = date.fromisoformat(row["on"])
        is_yellow = row["colour"] == ListColour.YELLOW
        return ((on, on), (lookups.on, lookups.on)) if is_yellow else ()

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["list_id"], row["cadre"], row["colour"], row["on"]


def _list(values: Values, lookups: Lookups) -> HonourList | None:
    found: HonourList | None = lookups.tables["lists"].get((values.get("unit"), values["list"]))
    return found


HONOURS = Honours()
