"""Units by workbook: matched by credit code, else by own code, else by name within the county."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import identifiers
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values, register
from units.enums import Sector, UnitKind
from units.models import Unit
from units.services import bulk

_CODES = ("credit_code", "own_code")


def kinds() -> dict[str, str]:
    """Answer every word for a unit's kind with its code."""
    words = {str(kind.label): kind.value for kind in UnitKind}
    return words | {"乡镇街道": "TOWN", "村": "VILLAGE", "社区": "VILLAGE"}


def credit_code(cell: Any) -> str:
    """Parse a unified social credit code."""
    code = identifiers.plain(cells.code(cell))
    if fault := identifiers.credit_code_fault(code):
        raise cells.CellError(fault)
    return code


def own_code(cell: Any) -> str:
    """Parse the county's own code of a section."""
    code = cells.code(cell)
    if len(code) > 20:
        raise cells.CellError(_("超过 20 个字符"))
    return code


def parent_of(lookups: Lookups) -> cells.Parser:
    """Parse the unit above, one that the county has already."""
    known = lookups.tables["units"]

    def parse(cell: Any) -> int:
        name = cells.plain(cell)
        if name not in known:
            raise cells.CellError(_("本县没有这个单位，请先导入上级单位"))
        return int(known[name])

    return parse


class Units(Definition):
    code = "units"
    title = pgettext_lazy("many", "单位")
    subject = gettext_lazy("组织和人员")
    brief = gettext_lazy("单位名称、代码、性质和上级单位；其他导入都按单位全称对应")
    hint = gettext_lazy(
        "按统一社会信用代码或内部编码匹配，没有代码的按单位名称：已有的更新，没有的新增。"
    )
    columns = (
        Column(
            "name",
            gettext_lazy("单位名称"),
            lambda _l: cells.text(80),
            required=True,
            synonyms=("单位", "名称", "机构名称", "单位全称"),
            note=gettext_lazy("全称，一县之内不重复；更名请在单位页面办理"),
        ),
        Column(
            "credit_code",
            gettext_lazy("统一社会信用代码"),
            lambda _l: credit_code,
            synonyms=("信用代码", "社会信用代码"),
            note=gettext_lazy("18 位，单元格设为文本"),
        ),
        Column(
            "own_code", gettext_lazy("内部编码"), lambda _l: own_code, synonyms=("编码", "单位编码")
        ),
        Column(
            "kind",
            gettext_lazy("单位性质"),
            lambda _l: cells.choice(kinds()),
            synonyms=("性质", "类型", "单位类别", "单位类型"),
            note=gettext_lazy("新增时必填"),
            allowed=lambda _l: [str(kind.label) for kind in UnitKind],
            show=lambda value, _l: str(UnitKind(value).label),
        ),
        Column(
            "sector",
            gettext_lazy("条线"),
            lambda _l: cells.choice({str(one.label): one.value for one in Sector}),
            synonyms=("系统", "所属条线"),
            allowed=lambda _l: [str(one.label) for one in Sector],
            show=lambda value, _l: str(Sector(value).label),
        ),
        Column(
            "parent",
            gettext_lazy("上级单位"),
            parent_of,
            synonyms=("主管单位", "主管部门", "上级"),
            note=gettext_lazy("只在新增时填；调整隶属请在单位页面办理"),
            show=lambda value, lookups: str(lookups.tables["unit_names"].get(value, "")),
        ),
        Column(
            "establishment",
            gettext_lazy("编制数"),
            lambda _l: cells.whole(0, 100_000),
            synonyms=("编制", "核定编制"),
        ),
        Column(
            "from_on",
            gettext_lazy("设立日期"),
            lambda lookups: cells.day(or_month=True, latest=lookups.on),
            synonyms=("成立日期", "设立时间", "成立时间"),
            note=gettext_lazy("新增时不填按导入当天"),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        ids = bulk.ids_by_name(county)
        names = {pk: name for name, pk in ids.items()}
        return Lookups(county, on, {"units": ids, "unit_names": names})

    def key(self, values: Values) -> str:
        return str(values.get("name", ""))

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        names = bulk.ids_by_name(lookups.county)
        codes = {c: bulk.ids_by_code(c, [r[c] for r in rows if c in r]) for c in _CODES}
        return [_match(row, names, codes, lookups.county.pk) for row in rows]

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        if "kind" not in values:
            yield "kind", _("新增单位必须填写单位性质")

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if values["name"] != current["name"]:
            yield "name", _("与代码对应的现有单位名称不同；更名请在单位页面办理")
        if values.get("parent", current["parent"]) != current["parent"]:
            yield "parent", _("与现有上级单位不同；调整隶属请在单位页面办理")

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.found(rows, county=lookups.county, on=lookups.on, by=by, at=at)

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


def _match(row: Values, names: dict[str, int], codes: Any, county: int) -> Match:
    """Tell a unit by its codes, then by its name; another county's code is only unusable."""
    for column in _CODES:
        pk, place = codes[column].get(row.get(column), (None, county))
        if pk and place == county:
            return Match(pk)
        if pk and column == "credit_code":
            return Match(column=column, error=_("这个代码不能使用，请核对；无误的请联系上级部门"))
    return Match(names.get(row["name"]))


register(Units())
