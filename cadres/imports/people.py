"""People by workbook."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.enums import Authority, Level, Politics, StaffKind
from cadres.imports import who
from cadres.models import Cadre
from cadres.services import bulk
from core import identifiers
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values

SEXES = {"男": "M", "女": "F", "男性": "M", "女性": "F"}
KINDS = {"参公": "BY_REFERENCE", "事业": "INSTITUTION", "工勤": "WORKER", "编外": "CONTRACT"}
PARTY = {"党员": "01", "预备党员": "02", "共青团员": "03", "团员": "03"}
_NEEDED = ("unit", "sex", "staff_kind", "level", "title")
_WHEN_NEW = gettext_lazy("新增时必填")


def choice(
    name: str, label: Any, choices: Any, *synonyms: str, note: Any = "", more: Any = None
) -> Column:
    """Make a column whose words are the labels of an enum, and a few more."""
    return Column(
        name,
        label,
        lambda _l: cells.choice({str(c.label): c.value for c in choices} | (more or {})),
        synonyms=synonyms,
        note=note,
        allowed=lambda _l: [str(one.label) for one in choices],
        show=lambda value, _l: str(choices(value).label),
    )


def past_day(name: str, label: Any, *synonyms: str, note: Any = "") -> Column:
    """Make a column of days up to today; a bare month is its first day."""
    return Column(
        name,
        label,
        lambda lookups: cells.day(or_month=True, latest=lookups.on),
        synonyms=synonyms,
        note=note,
    )


def phone(cell: Any) -> str:
    """Parse a phone number."""
    number = identifiers.plain(cells.plain(cell))
    if fault := identifiers.phone_fault(number):
        raise cells.CellError(fault)
    return number


class People(Definition):
    code = "people"
    title = pgettext_lazy("many", "人员")
    subject = gettext_lazy("组织和人员")
    brief = gettext_lazy("干部基本信息和现任职务；其他导入都按人对应")
    hint = gettext_lazy("按身份证号匹配，没有号码的按姓名和出生年月：对应一人的更新，没有的新增。")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        Column(
            "unit",
            gettext_lazy("单位"),
            who.unit_of,
            synonyms=("所在单位", "工作单位", "单位名称", "任职单位"),
            note=gettext_lazy("本县已有的单位全称；新增时必填；换单位请导入任职"),
            show=who.unit_name,
        ),
        Column(
            "sex",
            gettext_lazy("性别"),
            lambda _l: cells.choice(SEXES),
            allowed=lambda _l: ["男", "女"],
            note=gettext_lazy("新增时必填，有身份证号可以不填"),
            show=lambda value, _l: "男" if value == "M" else "女",
        ),
        choice(
            "staff_kind",
            gettext_lazy("身份"),
            StaffKind,
            "人员身份",
            "人员类别",
            "编制类型",
            note=_WHEN_NEW,
            more=KINDS,
        ),
        choice(
            "level", gettext_lazy("职级层次"), Level, "层次", "级别", "职务层次", note=_WHEN_NEW
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
            note=_WHEN_NEW,
        ),
        past_day(
            "title_from_on",
            gettext_lazy("任职日期"),
            "任职时间",
            "任现职时间",
            note=gettext_lazy("例如 2018-05-10 或 2018.05；新增时不填按导入当天"),
        ),
        choice("politics", gettext_lazy("政治面貌"), Politics, "面貌", more=PARTY),
        past_day("party_joined_on", gettext_lazy("入党日期"), "入党时间"),
        past_day("work_began_on", gettext_lazy("参加工作日期"), "参加工作时间", "工作时间"),
        choice("authority", gettext_lazy("干部管理权限"), Authority, "管理权限"),
        Column(
            "phone",
            gettext_lazy("联系电话"),
            lambda _l: phone,
            synonyms=("电话", "手机", "手机号", "手机号码"),
            secret=True,
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        return who.lookups(county, on)

    def key(self, values: Values) -> str:
        return who.key(values)

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        yield from who.derive(values, secrets)
        number = secrets.get("id_number")
        if number:
            sex = identifiers.sex_of(number)
            if values.setdefault("sex", sex) != sex:
                yield "sex", _("性别与身份证号不一致。")

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
        born_on = values.get("born_on")
        if born_on is None:
            return
        if int(born_on[:4]) > lookups.on.year - 16:
            yield "born_on", _("不满 16 岁")
        for name in ("title_from_on", "party_joined_on", "work_began_on"):
            if values.get(name, "9") <= born_on:
                yield name, _("早于出生日期")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        return who.match(rows, lookups)

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        for name in _NEEDED:
            if name not in values:
                yield name, _("新增人员必须填写")

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if values.get("unit", current["unit"]) != current["unit"]:
            yield "unit", _("与档案中的单位不同；换单位请带日期导入任职")
        if current["title"] is None:
            for name in ("title", "title_from_on"):
                if name in values:
                    yield name, _("此人没有现任主职；任职请带日期导入任职")

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

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return {pk: pk for pk in ids}


PEOPLE = People()
