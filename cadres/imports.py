"""People by workbook: matched by name and month of birth within the county."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.enums import Level, StaffKind
from cadres.models import Cadre
from cadres.services import bulk
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values, register
from units.services import bulk as units

SEXES = {"男": "M", "女": "F", "男性": "M", "女性": "F"}
_NEEDED = ("unit", "sex", "born_on", "staff_kind", "level", "title")


def _words(choices: Any, **more: str) -> dict[str, str]:
    return {str(one.label): one.value for one in choices} | more


def _label_of(choices: Any) -> Any:
    return lambda value, _lookups: str(choices(value).label)


def _unit_name(value: Any, lookups: Lookups) -> str:
    return lookups.tables["unit_names"].get(value, "")


class People(Definition):
    code = "people"
    title = pgettext_lazy("many", "人员")
    hint = gettext_lazy(
        "按姓名和出生年月匹配本县人员：唯一对应的更新，没有的新增，对应多人的停下。"
    )
    columns = (
        Column(
            "name",
            gettext_lazy("姓名"),
            lambda _l: cells.name,
            required=True,
            synonyms=("名字", "人员姓名", "干部姓名", "姓 名"),
        ),
        Column(
            "born_on",
            gettext_lazy("出生日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("出生年月日", "出生时间", "生日", "出生年月"),
            note=gettext_lazy("例如 1980-01-05，用来与现有人员匹配"),
        ),
        Column(
            "unit",
            gettext_lazy("单位"),
            lambda lookups: _unit_of(lookups),
            synonyms=("所在单位", "工作单位", "单位名称", "任职单位"),
            note=gettext_lazy("本县已有的单位全称；新增时必填"),
            show=_unit_name,
        ),
        Column(
            "sex",
            gettext_lazy("性别"),
            lambda _l: cells.choice(SEXES),
            allowed=lambda _l: ["男", "女"],
            note=gettext_lazy("新增时必填"),
            show=lambda value, _l: "男" if value == "M" else "女",
        ),
        Column(
            "staff_kind",
            gettext_lazy("身份"),
            lambda _l: cells.choice(_words(StaffKind, 参公="BY_REFERENCE", 事业="INSTITUTION")),
            synonyms=("人员身份", "人员类别", "编制类型"),
            allowed=lambda _l: [str(kind.label) for kind in StaffKind],
            note=gettext_lazy("新增时必填"),
            show=_label_of(StaffKind),
        ),
        Column(
            "level",
            gettext_lazy("职级层次"),
            lambda _l: cells.choice(_words(Level)),
            synonyms=("层次", "级别", "职务层次"),
            allowed=lambda _l: [str(level.label) for level in Level],
            note=gettext_lazy("新增时必填"),
            show=_label_of(Level),
        ),
        Column(
            "is_leading",
            gettext_lazy("担任领导职务"),
            lambda _l: cells.flag,
            synonyms=("是否领导", "领导职务", "是否领导职务"),
            allowed=lambda _l: ["是", "否"],
            note=gettext_lazy("不填按“否”"),
        ),
        Column(
            "title",
            gettext_lazy("职务"),
            lambda _l: cells.text(60),
            synonyms=("现任职务", "职务名称", "岗位"),
            note=gettext_lazy("新增时必填"),
        ),
        Column(
            "title_from_on",
            gettext_lazy("任职日期"),
            lambda lookups: cells.day(or_month=True, latest=lookups.on),
            synonyms=("任职时间", "任现职时间", "现任职务时间"),
            note=gettext_lazy("例如 2018-05-10 或 2018.05；不填按导入当天"),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        ids = units.ids_by_name(county)
        names = {pk: name for name, pk in ids.items()}
        return Lookups(county, on, {"units": ids, "unit_names": names})

    def key(self, values: Values) -> str:
        if "name" not in values or "born_on" not in values:
            return ""
        return f"{values['name']} {values['born_on'][:7]}"

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        known = bulk.by_name_and_month(lookups.county, [row["name"] for row in rows])
        return [_one(known.get((row["name"], row["born_on"][:7]), [])) for row in rows]

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        born_on, from_on = values.get("born_on"), values.get("title_from_on")
        if born_on and int(born_on[:4]) > lookups.on.year - 16:
            yield "born_on", _("不满 16 岁")
        if born_on and from_on and from_on <= born_on:
            yield "title_from_on", _("早于出生日期")

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        for name in _NEEDED:
            if name not in values:
                yield name, _("新增人员必须填写")

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enrol(rows, on=lookups.on)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        bulk.change(rows)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.remove(ids)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.in_use(ids)

    def row_kind(self) -> str:
        return Cadre._meta.label_lower


def _unit_of(lookups: Lookups) -> cells.Parser:
    """Parse a unit of the county; another county's unit is as unknown as one that never was."""
    known = lookups.tables["units"]

    def parse(cell: Any) -> int:
        name = cells.plain(cell)
        if name not in known:
            raise cells.CellError(_("本县没有这个单位，请先导入单位或改为全称"))
        return known[name]

    return parse


def _one(ids: list[int]) -> Match:
    if len(ids) > 1:
        return Match(column="name", error=_("同名同出生年月的有多人，不能确定是谁，请先查重"))
    return Match(ids[0] if ids else None)


register(People())
