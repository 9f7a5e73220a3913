"""Points by workbook: one line for one item of one person on one day. Lines are only added."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.imports.base import MEASURES, PERSON, PERSON_SAID, Lines, Store, words
from evidence.models import BookEntry
from evidence.services import bulk_points as bulk

_BOUND = Decimal(1000)


class Points(Lines):
    code = "points"
    title = pgettext_lazy("many", "积分记录")
    subject = MEASURES
    brief = gettext_lazy("积分、记分卡和负面清单台账的逐笔加减分")
    hint = gettext_lazy(
        "一行一笔，按单位、台账、项目记分；台账只增不改，撤销时逐笔冲正。基础积分在结账时计算，不用导入。"
    )
    identity = (*PERSON_SAID, "unit", "book", "points", "member", "item_id")
    told = ("unit", "book", "item", "on", "reason")
    fixed = ("source", gettext_lazy("台账只增不改：这一笔已经记过，依据材料不能改"))
    of_unit = False  # a book may hold people who have moved
    store = Store(
        model=BookEntry,
        current=bulk.current,
        enter=bulk.enter,
        remove=bulk.take_back,
        used=bulk.settled,
        owners=bulk.owners,
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("设立台账的单位全称")),
        words("book", gettext_lazy("台账"), 60, "台账名称"),
        words("item", gettext_lazy("项目"), 80, "计分项目", "加减分项目"),
        Column(
            "points",
            gettext_lazy("分值"),
            lambda _l: cells.number(-_BOUND, _BOUND),
            synonyms=("分数", "得分", "加减分"),
            note=gettext_lazy("可以不填；填了须与项目分值一致，重复失误加倍由系统计算"),
        ),
        Column(
            "on",
            gettext_lazy("发生日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期",),
        ),
        words("reason", gettext_lazy("事由"), 200, "原因", "说明"),
        words("source", gettext_lazy("依据材料"), 120, "依据", required=False),
    )

    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "县委办公室",
        "book": "县委办积分管理",
        "item": "公文出现差错",
        "on": "2018-05-08",
        "reason": "通知写错会议时间",
        "source": "督办单3号",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        books = bulk.books_of(county)
        ids = sorted(set(books.values()))
        return {"books": books, "items": bulk.items_of(ids), "members": bulk.members_of(ids)}

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        if "unit" not in values or "book" not in values:
            return
        book = lookups.tables["books"].get((values["unit"], values["book"]))
        if book is None:
            yield "book", _("这个单位没有这个名称的、正在记分的台账")
            return
        item = lookups.tables["items"].get((book, values.get("item")))
        if "item" in values and item is None:
            yield "item", _("台账里没有这个项目，或已停用")
        if item and Decimal(values.get("points", item.points)) != item.points:
            yield "points", _("与项目分值不符，应为 %(points)s") % {"points": item.points}

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        book = lookups.tables["books"].get((row["unit"], row["book"]))
        member = lookups.tables["members"].get((book, row["cadre"]))
        if member is None:
            return "name", _("此人没有列入这个台账")
        item = lookups.tables["items"].get((book, row["item"]))
        if item is None:
            return "item", _("台账里没有这个项目，或已停用")
        row["member"], row["item_id"] = member, item.pk
        return None

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["member"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["member"], row["item_id"], row["on"], row["reason"]


POINTS = Points()
