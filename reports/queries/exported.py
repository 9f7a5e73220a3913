"""What the other lists export: one line for each, told by the fields of its model.

A column's heading is the field's own name and its words are the page's; long texts (facts,
opinions, what somebody said) stay on the pages, where each reading is noted.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateTimeField, Field, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from assessment.models import Appeal, Assessment, Disclosure, FollowUp, PayRun, Referral
from cadres.models import Gap
from core.exports.sources import Column, Source, register
from evidence.models import (
    Book,
    Checklist,
    ComplaintPlan,
    HonourList,
    InspectionFinding,
    Panel,
    Poll,
    PresentationRound,
    Reminder,
    Signal,
    TargetPlan,
    WeekPlan,
    WorkMonth,
)
from recall.models import Campaign, Clock, Meeting, Rehabilitation
from reports.models import Summary
from reports.queries import narrowing
from reports.queries.exports import moment, scope, yes
from schemes.models import Scheme
from training.models import (
    HeartTalk,
    HostPlace,
    PracticePosting,
    Problem,
    Question,
    TrainingClass,
)
from units.models import Unit

# A heading where a field's own name would not say whose it is; the first that fits.
_HEADINGS: dict[str, Any] = {
    "host_unit__name": _("接收单位"),
    "cadre__name": _("姓名"),
    "county__name": _("县"),
    "unit__name": _("单位"),
    "mentor__name": _("带教人"),
    "manager__name": _("班主任"),
    "held_by__name": _("谈话人"),
    "campaign__title": _("批次名称"),
    "inspection__title": _("明察暗访"),
    "ground__code": _("召回情形"),
    "parent__name": _("上级单位"),
    "planned_by__name": _("建立人"),
    "prepared_by__name": _("制表人"),
}


def _field_of(model: type[Model], path: str) -> Field:
    """Answer the field at the end of a path.

    :raises FieldDoesNotExist: so that a wrong declaration fails when the module is loaded
    """
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise FieldDoesNotExist(path)
        model = related
    field = model._meta.get_field(last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field


def _writer(field: Field) -> Callable[[Any], str]:
    if field.flatchoices:
        labels = dict(field.flatchoices)
        return lambda value: str(labels.get(value, value))
    if isinstance(field, DateTimeField):
        return moment
    return yes if isinstance(field, BooleanField) else str


def _column(model: type[Model], path: str) -> Column:
    field = _field_of(model, path)
    heading = next((said for end, said in _HEADINGS.items() if path.endswith(end)), None)
    return Column(heading or field.verbose_name, path, _writer(field))


def _rows(name: str, model: type[Model]) -> Callable[[Any, dict[str, Any]], QuerySet]:
    def rows(user: Any, params: dict[str, Any]) -> QuerySet:
        seen = model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        kept = narrowing.narrowed(seen, name, params) if name in narrowing.FILTERS else seen
        return kept.order_by("pk")  # type: ignore[no-any-return]

    return rows


def _list(name: str, label: Any, model: type[Model], paths: str) -> Source:
    """Offer a list under the right of its page, whole or narrowed as the page."""
    columns = tuple(_column(model, path) for path in paths.split())
    about = "__".join(getattr(model, "about", ()))
    rows = _rows(name, model)
    return register(Source(name, label, columns, rows, scope, said=narrowing.said, about=about))


_list("campaigns", _("批次"), Campaign, "title county__name state launched_at closed_at")
_list(
    "clocks",
    _("办理时限"),
    Clock,
    "cadre__name cadre__unit__name kind from_on days is_working due_on ended_at",
)
_list("meetings", _("会议"), Meeting, "name body held_on state applied_at")
_list("cleared", _("澄清正名"), Rehabilitation, "cadre__name wrong opened_at closed_at")
_list("schemes", _("办法"), Scheme, "title county__name unit__name created_at")
_list(
    "assessments",
    _("综合考核"),
    Assessment,
    "case__cadre__name case__unit__name opened_at passed concluded_at",
)
_list(
    "appeals",
    _("复核申诉"),
    Appeal,
    "case__cadre__name case__unit__name remedy filed_on due_on state decided_at told_on",
)
_list(
    "follow-ups",
    _("回访"),
    FollowUp,
    "case__cadre__name case__unit__name months due_on visited_on standing done_at",
)
_list(
    "referrals",
    _("移送纪检监察"),
    Referral,
    "case__cadre__name case__unit__name approver referred_at answer answered_at",
)
_list(
    "pay-runs", _("待遇变动表"), PayRun, "county__name month version prepared_by__name checked_at"
)
_list(
    "disclosures",
    _("公示"),
    Disclosure,
    "county__name unit__name audience footing wished_on days is_approved from_on until_on",
)
_list(
    "classes",
    _("培训班"),
    TrainingClass,
    "title campaign__title venue opens_on closes_on manager__name",
)
_list(
    "postings",
    _("实践锻炼"),
    PracticePosting,
    "case__cadre__name case__unit__name host_unit__name place mentor__name from_on until_on "
    "finished_on",
)
_list("places", _("锻炼点"), HostPlace, "name unit__name kind lodging closed_at")
_list(
    "problems",
    _("问题台账"),
    Problem,
    "posting__case__cadre__name what place found_on is_solved closed_on",
)
_list(
    "talks",
    _("谈心谈话"),
    HeartTalk,
    "case__cadre__name kind on held_by__name follow_up_on acknowledged_at",
)
_list("questions", _("试题"), Question, "topic kind text retired_at")
_list(
    "signals",
    _("线索"),
    Signal,
    "cadre__name unit__name practice value ground__code from_on until_on raised_at withdrawn_at",
)
_list("books", _("积分册"), Book, "title unit__name kind year basis document_number")
_list(
    "findings",
    _("明察暗访发现"),
    InspectionFinding,
    "inspection__title unit__name source seen_on place answer_due_on outcome closed_at",
)
_list(
    "complaints",
    _("投诉占比"),
    ComplaintPlan,
    "title unit__name basis from_on until_on counts smallest settled_at closed_at",
)
_list(
    "reminders",
    _("提醒预警"),
    Reminder,
    "cadre__name unit__name ground__code issued_at served_on due_on result",
)
_list("targets", _("目标管理"), TargetPlan, "title unit__name year basis threshold settled_at")
_list("weeks", _("周清单"), WeekPlan, "title unit__name year basis")
_list("checklists", _("突出问题清单"), Checklist, "title year basis report_until_on settled_at")
_list("honours", _("红黄榜"), HonourList, "title unit__name basis from_on until_on scope closed_at")
_list("polls", _("民主测评"), Poll, "title unit__name basis kind measure closes_at")
_list("panels", _("研判小组"), Panel, "title unit__name basis from_on until_on")
_list(
    "work-months",
    _("考勤月报"),
    WorkMonth,
    "cadre__name unit__name month due_days absent_days absent_running late_times leave_days source",
)
_list(
    "presentations",
    _("晒比述评"),
    PresentationRound,
    "title unit__name basis from_on until_on session_on shown_at closed_at",
)
_list(
    "units",
    _("单位"),
    Unit,
    "name county__name parent__name kind sector credit_code own_code from_on until_on",
)
_list("gaps", _("档案缺漏"), Gap, "unit__name cadre__name number found_on")
_list("summaries", _("全县汇总"), Summary, "campaign__title as_of figures_hash requested_at")
