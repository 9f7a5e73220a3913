"""Units by workbook: matched by name within the county."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values, register
from units.enums import UnitKind
from units.models import Unit
from units.services import bulk


def kinds() -> dict[str, str]:
    """Answer every word for a unit's kind with its code."""
    words = {str(kind.label): kind.value for kind in UnitKind}
    return words | {
        "党委部门": "PARTY",
        "政府部门": "GOVERNMENT",
        "乡镇": "TOWN",
        "街道": "TOWN",
        "村": "VILLAGE",
    }


def _label(value: Any, _lookups: Any) -> str:
    return str(UnitKind(value).label)


class Units(Definition):
    code = "units"
    title = pgettext_lazy("many", "单位")
    hint = gettext_lazy("按单位名称匹配：名称已有的更新，没有的新增。")
    columns = (
        Column(
            "name",
            gettext_lazy("单位名称"),
            lambda _l: cells.text(80),
            required=True,
            synonyms=("单位", "名称", "机构名称", "单位全称"),
            note=gettext_lazy("全称，一县之内不重复"),
        ),
        Column(
            "kind",
            gettext_lazy("单位性质"),
            lambda _l: cells.choice(kinds()),
            synonyms=("性质", "类型", "单位类别", "单位类型"),
            note=gettext_lazy("新增时必填"),
            allowed=lambda _l: [str(kind.label) for kind in UnitKind],
            show=_label,
        ),
        Column(
            "from_on",
            gettext_lazy("设立日期"),
            lambda lookups: cells.day(or_month=True, latest=lookups.on),
            synonyms=("成立日期", "设立时间", "成立时间"),
            note=gettext_lazy("不填按导入当天"),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        return Lookups(county, on, {"units": bulk.ids_by_name(county)})

    def key(self, values: Values) -> str:
        return str(values.get("name", ""))

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        known = bulk.ids_by_name(lookups.county)
        return [Match(known.get(row["name"])) for row in rows]

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        if "kind" not in values:
            yield "kind", _("新增单位必须填写单位性质")

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.found(rows, county=lookups.county, on=lookups.on)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        bulk.change(rows)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.remove(ids)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.in_use(ids)

    def row_kind(self) -> str:
        return Unit._meta.label_lower


register(Units())
