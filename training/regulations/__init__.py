"""What the measures demand of class and practice. Each sentence is shown as it stands here."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import dates
from core.regulations import regulation
from recall.enums import CampaignState
from training.regulations.rosters import groups_fit as groups_fit
from training.regulations.rosters import has_a_paper as has_a_paper
from training.regulations.rosters import has_something_to_print as has_something_to_print
from training.regulations.rosters import monitor_is_a_trainee as monitor_is_a_trainee
from training.regulations.rosters import postponed_within_two_years as postponed_within_two_years
from training.regulations.timetables import begins_elsewhere as begins_elsewhere
from training.regulations.timetables import can_be_copied as can_be_copied
from training.regulations.timetables import can_be_swapped as can_be_swapped
from training.regulations.timetables import can_still_change as can_still_change
from training.regulations.timetables import follows_parameters as follows_parameters
from training.regulations.timetables import is_unmarked as is_unmarked
from training.regulations.timetables import keeps_the_order as keeps_the_order
from training.regulations.timetables import lengths_fit as lengths_fit
from training.regulations.timetables import lies_ahead as lies_ahead
from training.regulations.timetables import name_is_free as name_is_free

_OWN = "产品默认规则（可由部门核定）"
_TRAINING = "干部教育培训工作条例；脱产培训学员管理规定"
_QIANXINAN = "黔西南州2014年做法：选派锻炼提升1至6个月"
LEAVE_LIMIT = 1 / 7
TRAINEES_PER_MENTOR = 3


@regulation(
    "TR-01",
    _("通知书送达至开班不足 3 个工作日，请确认本人来得及安排。"),
    source="领域参考 2.11，推定默认值",
    severity="warn",
)
def served_in_time(served_on: date, opens_on: date) -> bool:
    return dates.working_days_between(served_on, opens_on) >= 3


@regulation("TR-02", _("召回通知书尚未送达，不能编入培训班。"), source="先送达，后执行")
def notice_is_served(is_served: bool) -> bool:
    return is_served


@regulation(
    "TR-03",
    _("该同志处于医疗期、孕期、产假或哺乳期，应延期参训。"),
    source="公务员法第八十九条（参照）",
)
def not_protected(protection: str | None) -> bool:
    return not protection


@regulation(
    "TR-04",
    _("请假超过总学时的七分之一，应按退学处理，请研究退班。"),
    source=_TRAINING,
    severity="warn",
)
def leave_within_limit(leave_share: float | None) -> bool:
    return (leave_share or 0) <= LEAVE_LIMIT


@regulation(
    "TR-45",
    _("缺勤达到办法规定的节数，或者请假超过允许学时的一半，提醒本人和班主任，各提醒一次。"),
    source=_TRAINING,
    severity="warn",
)
def attends_in_order(absent_count: int, most: int, leave_share: float | None) -> bool:
    """`most`: the scheme's number of absences, 0 where it asks for no warning."""
    is_missed = 0 < most <= absent_count
    return not is_missed and (leave_share or 0) <= LEAVE_LIMIT / 2


@regulation("TR-05", _("实践锻炼期限须为 1 至 6 个月。"), source=_QIANXINAN)
def lasts_one_to_six_months(from_on: date, until_on: date) -> bool:
    month = dates.add_months(from_on, 1) - timedelta(days=1)
    shortest = min(month, from_on + timedelta(days=29))  # 石泉2019: a cycle's practice is 30 days
    return shortest <= until_on < dates.add_months(from_on, 6)


@regulation("TR-06", _("同一带教人同时带教不得超过 3 人，请另选带教人。"), source=_OWN)
def mentor_has_room(load: int) -> bool:
    return load < TRAINEES_PER_MENTOR


@regulation("TR-07", _("带教人不能是本人。"), source=_OWN)
def mentor_is_another(mentor_id: int, subject_id: int | None) -> bool:
    return mentor_id != subject_id


@regulation("TR-08", _("课次须安排在本班的集中学习日期内。"), source="开班方案")
def is_on_theory_day(is_theory_day: bool) -> bool:
    return is_theory_day


@regulation("TR-09", _("培训班至少要有一段集中学习，每段不少于 1 天。"), source="开班方案")
def has_theory(blocks: list[tuple[str, int]]) -> bool:
    theory = [days for kind, days in blocks if kind == "THEORY"]
    return bool(theory) and all(days >= 1 for _kind, days in blocks)


@regulation("TR-10", _("课次尚未开始，不能登记考勤。"), source=_OWN)
def has_begun(starts_at: datetime, at: datetime) -> bool:
    return starts_at <= at


@regulation("TR-11", _("更正已登记的考勤，须写明更正原因。"), source=_OWN)
def correction_is_explained(is_correction: bool, reason: str) -> bool:
    return not is_correction or bool(reason.strip())


@regulation("TR-12", _("接收单位须在本县。"), source=_OWN)
def host_is_in_county(host_county_id: int, county_id: int) -> bool:
    return host_county_id == county_id


@regulation(
    "TR-13",
    _("锻炼月数与本批次方案不一致，请确认。"),
    source="本批次方案",
    severity="warn",
)
def follows_scheme(months: int, scheme_months: int) -> bool:
    return months == scheme_months


@regulation("TR-14", _("日志日期须在锻炼期内，且不晚于今天。"), source=_OWN)
def entry_day_fits(on: date, from_on: date, until_on: date, today: date) -> bool:
    return from_on <= on <= min(until_on, today)


@regulation("TR-15", _("名单中有不在本班或不在本组的学员，请刷新后重试。"), source=_OWN)
def marks_are_of_this_class(marked: set[Any], enrolled: set[Any]) -> bool:
    return marked <= enrolled


@regulation("TR-16", _("该教室在这一时段已有其他课次。"), source="课程编排：同一教室不得重叠")
def room_is_free(clash: str) -> bool:
    return clash != "session_room_once_at_a_time"


@regulation("TR-17", _("该授课人在这一时段已有其他课次。"), source="课程编排：同一教师不得重叠")
def teacher_is_free(clash: str) -> bool:
    return clash != "session_teacher_once_at_a_time"


@regulation("TR-18", _("本班在这一时段已有其他课次。"), source="课程编排：同一班次不得重叠")
def class_is_free(clash: str) -> bool:
    return clash != "session_class_once_at_a_time"


@regulation("TR-19", _("退班须写明原因。"), source=_TRAINING)
def withdrawal_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("TR-20", _("期满日期须在锻炼开始之后，且不晚于今天。"), source=_OWN)
def finished_in_time_order(finished_on: date, from_on: date, today: date) -> bool:
    return from_on <= finished_on <= today


@regulation("TR-21", _("期满鉴定须写明鉴定意见。"), source="实践锻炼鉴定表")
def opinion_is_told(opinion: str) -> bool:
    return bool(opinion.strip())


@regulation("TR-22", _("本批次不在进行中，不能新建培训班。"), source=_OWN)
def campaign_is_open(state: str) -> bool:
    return state == CampaignState.OPEN


@regulation("TR-23", _("课次的结束时间须晚于开始时间，且在同一天。"), source="课程编排")
def times_fit(starts_at: datetime, ends_at: datetime) -> bool:
    same_day = dates.legal_day(starts_at) == dates.legal_day(ends_at)
    return starts_at < ends_at and same_day


@regulation("TR-24", _("日志内容不能为空。"), source=_OWN)
def entry_is_told(text: str) -> bool:
    return bool(text.strip())


@regulation(
    "TR-40",
    _("该同志的学习锻炼已中止，恢复后再办理。"),
    source="领域参考2.8：移送期间中止，恢复后继续计算",
)
def case_goes_on(is_suspended: bool) -> bool:
    return not is_suspended


@regulation("TR-25", _("已登记考勤的课次不能取消。"), source=_OWN)
def has_no_marks(mark_count: int) -> bool:
    return mark_count == 0
