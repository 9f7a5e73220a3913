"""Telling whom a line means: by ID number, else by name and month of birth within the county."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.services import bulk
from core import identifiers
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values
from units.services import bulk as units

NAME = Column(
    "name",
    gettext_lazy("姓名"),
    lambda _l: cells.name,
    required=True,
    synonyms=("名字", "人员姓名", "干部姓名"),
)
ID_NUMBER = Column(
    "id_number",
    gettext_lazy("身份证号"),
    lambda _l: id_number,
    synonyms=("身份证号码", "公民身份号码", "身份证", "证件号码", "身份证件号码"),
    note=gettext_lazy("18 位，单元格设为文本；有它时按它匹配"),
    secret=True,
)
BORN_ON = Column(
    "born_on",
    gettext_lazy("出生日期"),
    lambda lookups: cells.day(latest=lookups.on),
    synonyms=("出生年月日", "出生时间", "生日", "出生年月"),
    note=gettext_lazy("例如 1980-01-05；填了身份证号可以不填"),
)


def id_number(cell: Any) -> str:
    """Parse an ID number; a number cell has lost digits and says so.

    :raises CellError: lost digits, wrong form, birth date or check digit
    """
    number = identifiers.plain(cells.code(cell))
    if fault := identifiers.id_number_fault(number):
        rounded = _("末三位是 000，可能已被表格改写。") if number.endswith("000") else ""
        raise cells.CellError(rounded + fault)
    return number


def derive(values: Values, secrets: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Take the birth date out of the ID number, or say where the two differ."""
    number = secrets.get("id_number")
    if number:
        birth = identifiers.born_on(number).isoformat()
        if values.setdefault("born_on", birth) != birth:
            yield "born_on", _("出生日期与身份证号不一致。")


def check(values: Values) -> Iterable[tuple[str, str]]:
    """Ask for one of the two things by which people of one name are told apart."""
    if "id_number" not in values and "born_on" not in values:
        yield "born_on", _("身份证号和出生日期至少填一项")


def key(values: Values) -> str:
    """Answer what must stand once: the ID number's fingerprint, else name and month."""
    if "id_number" in values:
        return str(values["id_number"])
    if "name" not in values or "born_on" not in values:
        return ""
    return f"{values['name']} {values['born_on'][:7]}"


def lookups(county: Any, on: date) -> Lookups:
    """Read the county's units once."""
    ids = units.ids_by_name(county)
    return Lookups(county, on, {"units": ids, "unit_names": {pk: name for name, pk in ids.items()}})


def unit_of(lookups: Lookups) -> cells.Parser:
    """Parse a unit of the county; another county's unit is as unknown as one that never was."""
    known = lookups.tables["units"]

    def parse(cell: Any) -> int:
        name = cells.plain(cell)
        if name not in known:
            raise cells.CellError(_("本县没有这个单位，请先导入单位或改为全称"))
        return int(known[name])

    return parse


def unit_name(value: Any, lookups: Lookups) -> str:
    return str(lookups.tables["unit_names"].get(value, ""))


def unit_column(note: Any) -> Column:
    """Make the column of the unit that keeps what the lines are about."""
    return Column(
        "unit",
        gettext_lazy("单位"),
        unit_of,
        required=True,
        synonyms=("所在单位", "单位名称"),
        note=note,
        show=unit_name,
    )


def match(rows: Sequence[Values], lookups: Lookups) -> list[Match]:
    """Answer for each line which person of the county it means, None for nobody yet.

    A number that another county holds is refused in the words of a number that cannot be used,
    without saying who or where.
    """
    numbers = bulk.by_fingerprint([row["id_number"] for row in rows if "id_number" in row])
    names = bulk.by_name_and_month(lookups.county, [row["name"] for row in rows])
    return [_match(row, numbers, names, lookups) for row in rows]


def _match(row: Values, numbers: Any, names: Any, lookups: Lookups) -> Match:
    number = row.get("id_number")
    if number in numbers:
        pk, county = numbers[number]
        if county == lookups.county.pk:
            return Match(pk)
        return Match(
            column="id_number", error=_("这个号码不能使用，请核对；无误的请联系上级组织部门")
        )
    alike = names.get((row["name"], row["born_on"][:7]), [])
    if number:
        alike = [(pk, held) for pk, held in alike if held is None]
    if len(alike) > 1:
        return Match(column="name", error=_("同名同出生年月的有多人，请填身份证号或先查重"))
    return Match(alike[0][0] if alike else None)


def match_known(rows: Sequence[Values], lookups: Lookups) -> list[Match]:
    """As `match`, where nobody new may be entered."""
    unknown = _("本县没有这个人，请先导入人员")
    return [
        Match(column="name", error=unknown) if not one.error and one.target_id is None else one
        for one in match(rows, lookups)
    ]


def owners(model: Any, ids: Sequence[int]) -> dict[int, int]:
    """Answer row → person for rows of a person's file."""
    return dict(model.objects.filter(pk__in=ids).values_list("pk", "cadre"))
