"""Reports on checklists of problems by workbook: one line for one problem of one person."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.imports.base import PERSON, PERSON_SAID, WATCH, Store, words
from evidence.imports.entered import Entered, Span
from evidence.models import Problem
from evidence.regulations import checklists as rules
from evidence.services import bulk_checklists as bulk


class Problems(Entered):
    code = "problems"
    title = pgettext_lazy("many", "突出问题记录")
    subject = WATCH
    brief = gettext_lazy("清单上每人每次的问题，由他人确认后才计数")
    hint = gettext_lazy(
        "一人一个问题一行；写入后由他人逐条确认或剔除，确认前不计数。零报告由单位在系统里报。"
    )
    stays = gettext_lazy("报告后不能删除；报错的由他人剔除")
    identity = (*PERSON_SAID, "unit", "year", "list", "item", "item_id", "from_on")
    told = ("unit", "year", "list", "item", "from_on")
    fixed = ("seen", gettext_lazy("此人这一天的同一问题已经报告，其余内容不同；报错的先剔除"))
    store = Store(
        model=Problem,
        current=bulk.current,
        enter=bulk.enter,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=lambda _ids: set(),
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("本人所在单位全称")),
        Column(
            "year",
            gettext_lazy("年度"),
            lambda lookups: cells.whole(2000, lookups.on.year),
            required=True,
            synonyms=("年份",),
        ),
        words("list", gettext_lazy("清单"), 60, "清单名称", "问题清单"),
        words("item", gettext_lazy("问题"), 30, "突出问题", "问题类型"),
        Column(
            "from_on",
            gettext_lazy("起始日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期", "发现日期"),
        ),
        Column(
            "until_on",
            gettext_lazy("截止日期"),
            lambda lookups: cells.day(latest=lookups.on),
            note=gettext_lazy("只有一天的不填"),
        ),
        words(
            "seen",
            gettext_lazy("发现的情况"),
            300,
            "发现情况",
            note=gettext_lazy("写时间、地点和看到的事实，不写推测，不写他人隐私"),
        ),
        words("finder", gettext_lazy("发现人或来源"), 60, "发现人", "来源"),
        words("material", gettext_lazy("佐证材料"), 120, "材料"),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "year": "2018",
        "list": "第一批召回突出问题清单",
        "item": "走读",
        "from_on": "2018-05-10",
        "seen": "晚八点查岗不在驻地",
        "finder": "县委督查室夜间抽查",
        "material": "查岗记录2号",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return {"items": bulk.items_of(county)}

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if "from_on" in values:
            values.setdefault("until_on", values["from_on"])
        return super().derive(values, secrets, lookups)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        if _item(values, lookups) is None:
            yield "item", _("本县这一年度没有这份清单或这个问题，或清单没有定案")
        first = date.fromisoformat(values["from_on"])
        last = date.fromisoformat(values["until_on"])
        if not rules.days_fit.judge(values["year"], first, last, lookups.on):
            yield "until_on", str(rules.days_fit.sentence)

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        item = _item(row, lookups)
        if item is None:
            return "item", _("没有这个问题")
        row["item_id"] = item
        return None

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        return ((date.fromisoformat(row["from_on"]), date.fromisoformat(row["until_on"])),)

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["item_id"], row["cadre"], row["from_on"]


def _item(values: Values, lookups: Lookups) -> int | None:
    found: int | None = lookups.tables["items"].get(
        (values["year"], values["list"], values["item"])
    )
    return found


PROBLEMS = Problems()
