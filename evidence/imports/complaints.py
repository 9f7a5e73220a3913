"""Complaint shares by workbook: numbers of applicants, and complaints without the complainant.

A number under which a matter can be looked up is read, made into the plan's digest and forgotten;
columns that are not known (who complained, a phone number) do not stay with a line either.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from evidence.enums import Channel, ComplaintKind
from evidence.models import Complaint, ComplaintPlan, ServedCount
from evidence.services import bulk_complaints as bulk
from evidence.services.bulk_targets import units_of
from evidence.services.complaints import applicant_of

MOST = 1_000_000
_WHO = ("name", "id_number", "born_on", "unit", "plan", "plan_id", "cadre")
_PLAN = Column(
    "plan",
    gettext_lazy("统计"),
    lambda _l: cells.text(60),
    required=True,
    synonyms=("统计名称", "投诉占比统计"),
    note=gettext_lazy("投诉占比统计的名称，规则已定案"),
)


def _choice(name: str, label: Any, choices: Any, *synonyms: str) -> Column:
    words = {str(one.label): str(one.value) for one in choices}
    return Column(
        name,
        label,
        lambda _l: cells.choice(words),
        required=True,
        synonyms=synonyms,
        allowed=lambda _l: list(words),
        show=lambda value, _l: str(choices(value).label),
    )


class _Records(Definition):
    """What both kinds share: a line is about one person in one period that takes records."""

    keeps_unread = False

    def lookups(self, county: Any, *, on: date) -> Lookups:
        lookups = who.lookups(county, on)
        lookups.tables["plans"] = bulk.plans_of(county)
        return lookups

    def key(self, values: Values) -> str:
        person = who.key(values)
        told = [str(values.get(name, "")) for name in ("unit", "plan")]
        return " ".join([person, *told]) if person and all(told) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
        if plan_of(values, lookups) is None:
            yield "plan", _("这个单位没有这个名称的、正在统计的投诉占比")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        ids = [one.target_id for one in people if one.target_id]
        units, known = units_of(ids), self.known(ids)
        return [
            self._match(row, one, units, known, lookups)
            for row, one in zip(rows, people, strict=True)
        ]

    def _match(self, row: Values, one: Match, units: Any, known: Any, lookups: Lookups) -> Match:
        plan = plan_of(row, lookups)
        if one.target_id is None or plan is None:
            return one if one.error else Match(column="plan", error=_("这项统计已经结束"))
        if units[one.target_id] != row["unit"]:
            return Match(column="name", error=_("此人不在这个单位"))
        row["plan_id"], row["cadre"] = plan.pk, one.target_id
        return Match(known.get(self.known_as(row)))

    @abstractmethod
    def known(self, ids: Sequence[int]) -> dict[Any, int]:
        """Answer the rows about people by what `known_as` says of a line."""

    @abstractmethod
    def known_as(self, row: Values) -> Any:
        """Answer what tells a line's row from others."""


def plan_of(values: Values, lookups: Lookups) -> ComplaintPlan | None:
    """Answer the period that a line names, if it takes records."""
    found: ComplaintPlan | None = lookups.tables["plans"].get(
        (values.get("unit"), values.get("plan"))
    )
    return found


class Served(_Records):
    code = "served"
    title = pgettext_lazy("many", "办事人数")
    hint = gettext_lazy("一人一行，用来计算投诉占比；统计结束之前可以再导入更正。")
    identity = _WHO
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        who.unit_column(gettext_lazy("开展统计的单位全称")),
        _PLAN,
        Column(
            "applicants",
            gettext_lazy("办事人数"),
            lambda _l: cells.whole(0, MOST),
            required=True,
            synonyms=("服务人数", "办件人数"),
        ),
        Column(
            "source",
            gettext_lazy("数据来源"),
            lambda _l: cells.text(120),
            required=True,
            synonyms=("来源",),
            note=gettext_lazy("例如：政务服务办件系统导出"),
        ),
    )

    def known(self, ids: Sequence[int]) -> dict[Any, int]:
        return bulk.known_counts(ids)

    def known_as(self, row: Values) -> Any:
        return row["plan_id"], row["cadre"]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current_counts(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.count(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        bulk.correct(rows, by=by, at=at)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.uncount(ids, by=by, at=at)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.closed(ServedCount, ids)

    def row_kind(self) -> str:
        return ServedCount._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return who.owners(ServedCount, ids)


class Complaints(_Records):
    code = "complaints"
    title = pgettext_lazy("many", "投诉")
    hint = gettext_lazy(
        "一件一行，只增不改，写入后不能撤销，由他人逐件核查。不读取投诉人的姓名和电话，"
        "受理编号只用来防止重复计算，不写入系统。"
    )
    identity = (*_WHO, "applicant")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        who.unit_column(gettext_lazy("开展统计的单位全称")),
        _PLAN,
        _choice("kind", gettext_lazy("投诉内容"), ComplaintKind, "内容", "问题类型"),
        _choice("channel", gettext_lazy("渠道"), Channel, "来源渠道"),
        Column(
            "on",
            gettext_lazy("投诉日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期", "受理日期"),
        ),
        Column(
            "number",
            gettext_lazy("受理编号"),
            lambda _l: cells.text(60),
            required=True,
            synonyms=("编号", "工单编号"),
            note=gettext_lazy("没有编号的请逐件录入；错误行文件里不带编号，改正后重新填写"),
            is_forgotten=True,
        ),
    )

    def key(self, values: Values) -> str:
        rest, applicant = super().key(values), values.get("applicant", "")
        return f"{rest} {applicant}" if rest and applicant else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        plan = plan_of(values, lookups)
        if plan is not None and "number" in secrets:
            values["applicant"] = applicant_of(plan.pk, secrets["number"])
        return super().derive(values, secrets, lookups)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        plan = plan_of(values, lookups)
        if plan is not None and (fault := bulk.day_fault(plan, values["on"], lookups.on)):
            yield "on", fault

    def known(self, ids: Sequence[int]) -> dict[Any, int]:
        return bulk.known_complaints(ids)

    def known_as(self, row: Values) -> Any:
        return row["plan_id"], row["cadre"], row["applicant"]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current_complaints(ids, lookups.county, lock=lock)

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if self.differing(values, current):
            yield "number", _("这个编号的投诉已经录入，内容不同；投诉只增不改")

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enter(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        """Nothing is ever changed; `check_change` has refused it."""
        if rows:
            raise RuntimeError("a complaint is never changed")

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.refuse_removal()

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.closed(Complaint, ids)

    def row_kind(self) -> str:
        return Complaint._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return who.owners(Complaint, ids)


SERVED, COMPLAINTS = Served(), Complaints()
