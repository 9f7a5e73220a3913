"""Complaint shares by workbook: numbers of applicants, and complaints without the complainant.

A number under which a matter can be looked up is read, made into the plan's digest and forgotten;
columns that are not known (who complained, a phone number) do not stay with a line either.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.enums import Channel, ComplaintKind
from evidence.imports.base import PERSON, PERSON_SAID, WATCH, Lines, Store, choice, words
from evidence.models import Complaint, ComplaintPlan, ServedCount
from evidence.services import bulk_complaints as bulk
from evidence.services.complaints import applicant_of

MOST = 1_000_000
_WHO = (*PERSON_SAID, "unit", "plan", "plan_id")
_PLAN = words(
    "plan",
    gettext_lazy("统计"),
    60,
    "统计名称",
    "投诉占比统计",
    note=gettext_lazy("投诉占比统计的名称，规则已定案"),
)


class _Records(Lines):
    """What both kinds share: a line is about one person in one period that takes records."""

    keeps_unread = False
    told = ("unit", "plan")

    def tables(self, county: Any) -> dict[str, Any]:
        return {"plans": bulk.plans_of(county)}

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        if plan_of(values, lookups) is None:
            yield "plan", _("这个单位没有这个名称的、正在统计的投诉占比")

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        plan = plan_of(row, lookups)
        if plan is None:
            return "plan", _("这项统计已经结束")
        row["plan_id"] = plan.pk
        return None


def plan_of(values: Values, lookups: Lookups) -> ComplaintPlan | None:
    """Answer the period that a line names, if it takes records."""
    found: ComplaintPlan | None = lookups.tables["plans"].get(
        (values.get("unit"), values.get("plan"))
    )
    return found


class Served(_Records):
    code = "served"
    title = pgettext_lazy("many", "办事人数")
    subject = WATCH
    brief = gettext_lazy("每人的办事人数，是投诉占比的分母")
    hint = gettext_lazy("一人一行，用来计算投诉占比；统计结束之前可以再导入更正。")
    identity = _WHO
    store = Store(
        model=ServedCount,
        current=bulk.current_counts,
        enter=bulk.count,
        change=bulk.correct,
        remove=bulk.uncount,
        used=partial(bulk.closed, ServedCount),
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("开展统计的单位全称")),
        _PLAN,
        Column(
            "applicants",
            gettext_lazy("办事人数"),
            lambda _l: cells.whole(0, MOST),
            required=True,
            synonyms=("服务人数", "办件人数"),
        ),
        words(
            "source",
            gettext_lazy("数据来源"),
            120,
            "来源",
            note=gettext_lazy("例如：政务服务办件系统导出"),
        ),
    )

    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "政务中心",
        "plan": "政务大厅投诉占比",
        "applicants": "240",
        "source": "政务服务办件系统导出",
    }

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known_counts([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["plan_id"], row["cadre"]


class Complaints(_Records):
    code = "complaints"
    title = pgettext_lazy("many", "投诉")
    subject = WATCH
    brief = gettext_lazy("逐件投诉，不读投诉人姓名和电话，由他人核查")
    hint = gettext_lazy(
        "一件一行，只增不改，写入后不能撤销，由他人逐件核查。不读取投诉人的姓名和电话，"
        "受理编号只用来防止重复计算，不写入系统。"
    )
    identity = (*_WHO, "applicant")
    stays = gettext_lazy("投诉录入后不能删除，由他人逐件核查")
    fixed = ("number", gettext_lazy("这个编号的投诉已经录入，内容不同；投诉只增不改"))
    store = Store(
        model=Complaint,
        current=bulk.current_complaints,
        enter=bulk.enter,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=partial(bulk.closed, Complaint),
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("开展统计的单位全称")),
        _PLAN,
        choice("kind", gettext_lazy("投诉内容"), ComplaintKind, "内容", "问题类型"),
        choice("channel", gettext_lazy("渠道"), Channel, "来源渠道"),
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

    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "政务中心",
        "plan": "政务大厅投诉占比",
        "kind": "诉求不回应",
        "channel": "热线电话",
        "on": "2018-05-09",
        "number": "SL-2018-117",
    }

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

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known_complaints([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["plan_id"], row["cadre"], row["applicant"]


SERVED, COMPLAINTS = Served(), Complaints()
