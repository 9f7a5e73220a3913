"""Points by workbook: one line for one item of one person on one day. Lines are only added."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from evidence.models import BookEntry
from evidence.services import bulk_points as bulk

_BOUND = Decimal(1000)


class Points(Definition):
    code = "points"
    title = pgettext_lazy("many", "积分记录")
    hint = gettext_lazy(
        "一行一笔，按单位、台账、项目记分；台账只增不改，撤销时逐笔冲正。基础积分在结账时计算，不用导入。"
    )
    identity = ("name", "id_number", "born_on", "unit", "book", "points", "member", "item_id")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        who.unit_column(gettext_lazy("设立台账的单位全称")),
        Column(
            "book",
            gettext_lazy("台账"),
            lambda _l: cells.text(60),
            required=True,
            synonyms=("台账名称",),
        ),
        Column(
            "item",
            gettext_lazy("项目"),
            lambda _l: cells.text(80),
            required=True,
            synonyms=("计分项目", "加减分项目"),
        ),
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
        Column(
            "reason",
            gettext_lazy("事由"),
            lambda _l: cells.text(200),
            required=True,
            synonyms=("原因", "说明"),
        ),
        Column("source", gettext_lazy("依据材料"), lambda _l: cells.text(120), synonyms=("依据",)),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        lookups = who.lookups(county, on)
        books = bulk.books_of(county)
        ids = sorted(set(books.values()))
        lookups.tables |= {
            "books": books,
            "items": bulk.items_of(ids),
            "members": bulk.members_of(ids),
        }
        return lookups

    def key(self, values: Values) -> str:
        person = who.key(values)
        told = [str(values.get(name, "")) for name in ("unit", "book", "item", "on", "reason")]
        return " ".join([person, *told]) if person and all(told) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
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

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        found = [
            _member(row, one, lookups)
            for row, one in zip(rows, who.match_known(rows, lookups), strict=True)
        ]
        held = bulk.known([row["member"] for row in rows if "member" in row])
        return [
            one if one.error else Match(held.get(_line(row)))
            for row, one in zip(rows, found, strict=True)
        ]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if values.get("source", current["source"]) != current["source"]:
            yield "source", _("台账只增不改：这一笔已经记过，依据材料不能改")

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enter(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        """Nothing is ever changed; `check_change` has refused it."""
        if rows:
            raise RuntimeError("a ledger is never changed")

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.take_back(ids, by=by, at=at)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.settled(ids)

    def row_kind(self) -> str:
        return BookEntry._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return bulk.owners(ids)


def _member(row: Values, one: Match, lookups: Lookups) -> Match:
    if one.error:
        return one
    book = lookups.tables["books"].get((row["unit"], row["book"]))
    member = lookups.tables["members"].get((book, one.target_id))
    if member is None:
        return Match(column="name", error=_("此人没有列入这个台账"))
    item = lookups.tables["items"].get((book, row["item"]))
    if item is None:
        return Match(column="item", error=_("台账里没有这个项目，或已停用"))
    row["member"], row["item_id"] = member, item.pk
    return Match()


def _line(row: Values) -> tuple[int, int, str, str]:
    return row["member"], row["item_id"], row["on"], row["reason"]


POINTS = Points()
