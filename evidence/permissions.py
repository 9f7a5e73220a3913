"""Who may act on the evidence floor. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Rule
from evidence.enums import PanelSeat

Answer = str | Promise | None


@Rule
def keep_book(user: Any, place: Any) -> Answer:
    """The unit's head or the county's administrator. Row: a unit, or a book, a period of one."""
    place = getattr(place, "book", place)
    unit_id = getattr(place, "unit_id", place.pk)
    if user.is_system or user.holds(Role.UNIT_HEAD, unit_id=unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=place.county_id):
        return None
    return _("只有本单位主要负责人或县级管理员可以设立和结算台账。")


@Rule
def enter_book(user: Any, book: Any) -> Answer:
    """As `enter_points`, before the person is chosen."""
    if user.holds(Role.UNIT_CLERK, unit_id=book.unit_id) or keep_book.allows(user, book):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以记分。")


@Rule
def enter_points(user: Any, member: Any) -> Answer:
    """The unit's clerk too; nobody for themselves. Row: a member of a book."""
    if member.cadre.user_id is not None and member.cadre.user_id == user.pk:
        return _("不得记录或更正本人的分数，请由他人办理。")
    return enter_book.judge(user, member.book)


@Rule
def reverse_entry(user: Any, entry: Any) -> Answer:
    """As `enter_points`, for the member of an entry."""
    return enter_points.judge(user, entry.member)


@Rule
def keep_member(user: Any, member: Any) -> Answer:
    """As `keep_book`; nobody sets their own group, class or duties."""
    if member.cadre.user_id is not None and member.cadre.user_id == user.pk:
        return _("不得记录或更正本人的分数，请由他人办理。")
    return keep_book.judge(user, member.book)


@Rule
def object_to(user: Any, entry: Any) -> Answer:
    """The person concerned alone."""
    if entry.member.cadre.user_id != user.pk:
        return _("只有本人可以对自己的记录提出异议。")
    return None


@Rule
def answer_objection(user: Any, objection: Any) -> Answer:
    """The unit's head or the county's administrator, never on their own entry."""
    return keep_member.judge(user, objection.entry.member)


@Rule
def keep_targets(user: Any, place: Any) -> Answer:
    """The unit's clerk and head, the county's administrator. Row: a unit, or a plan of one."""
    unit_id = getattr(place, "unit_id", place.pk)
    if user.holds(Role.UNIT_CLERK, unit_id=unit_id) or user.holds(Role.UNIT_HEAD, unit_id=unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=place.county_id):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理目标考核。")


@Rule
def score_target(user: Any, cadre: Any) -> Answer:
    """Nobody scores themselves."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得记录或更正本人的分数，请由他人办理。")
    return None


@Rule
def keep_weekly(user: Any, place: Any) -> Answer:
    """The unit's clerk and head, the county's administrator. Row: a unit, or a plan of one."""
    unit_id = getattr(place, "unit_id", place.pk)
    if user.holds(Role.UNIT_CLERK, unit_id=unit_id) or user.holds(Role.UNIT_HEAD, unit_id=unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=place.county_id):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理周清单。")


@Rule
def set_task(user: Any, task: Any) -> Answer:
    """As `keep_weekly`; nobody sets, lifts or opens again their own task."""
    if task.cadre.user_id is not None and task.cadre.user_id == user.pk:
        return _("不得办理本人的任务，请由他人办理。")
    return keep_weekly.judge(user, task.plan)


@Rule
def check_task(user: Any, task: Any) -> Answer:
    """As `set_task`, and the line leader of the task: looking at it, closing it."""
    leader = task.line_leader.user_id
    if leader is not None and leader == user.pk and task.cadre.user_id != user.pk:
        return None
    if sentence := set_task.judge(user, task):
        own = task.cadre.user_id == user.pk
        return (
            sentence if own else _("只有分管领导、本单位经办人、主要负责人或县级管理员可以督导。")
        )
    return None


@Rule
def organise(user: Any, place: Any) -> Answer:
    """Row: anything with a county and perhaps a unit, that is a poll or a review."""
    if user.is_system:
        return None
    if place.unit_id is not None and (
        user.holds(Role.UNIT_CLERK, unit_id=place.unit_id)
        or user.holds(Role.UNIT_HEAD, unit_id=place.unit_id)
    ):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=place.county_id):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以组织。")


@Rule
def organise_poll(user: Any, poll: Any) -> Answer:
    """As `organise`; nobody organises a poll about themselves."""
    if poll.pk and poll.subjects.filter(cadre__user=user).exists():
        return _("被测评人不得组织本次测评。")
    return organise.judge(user, poll)


@Rule
def remind(user: Any, reminder: Any) -> Answer:
    """The unit's clerk and head, the county's administrator; nobody handles their own."""
    if reminder.cadre.user_id is not None and reminder.cadre.user_id == user.pk:
        return _("不得办理对本人的提醒，请由他人办理。")
    unit_id = reminder.unit_id
    if user.holds(Role.UNIT_CLERK, unit_id=unit_id) or user.holds(Role.UNIT_HEAD, unit_id=unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=reminder.county_id):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理提醒。")


@Rule
def say_on_reminder(user: Any, reminder: Any) -> Answer:
    """The person concerned alone, once it was served."""
    if reminder.cadre.user_id != user.pk or reminder.served_on is None:
        return _("只有本人可以对提醒作说明。")
    return None


@Rule
def plan_inspection(user: Any, county: Any) -> Answer:
    """The county's administrator. Row: a county."""
    if user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return None
    return _("只有县级管理员可以建立督查安排。")


@Rule
def enter_finding(user: Any, inspection: Any) -> Answer:
    """The county's administrator and verifiers."""
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER)
    if any(user.holds(role, county_id=inspection.county_id) for role in roles):
        return None
    return _("只有县级管理员或核实人可以登记和认定。")


@Rule
def edit_finding(user: Any, finding: Any) -> Answer:
    """Who found it, while they may enter findings."""
    if finding.found_by_id != user.pk:
        return _("只有登记人可以补充、修改和告知。")
    return enter_finding.judge(user, finding.inspection)


def _named(user: Any, finding: Any) -> Answer:
    if finding.people.filter(cadre__user=user).exists():
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def answer_finding(user: Any, finding: Any) -> Answer:
    """Clerk or head of the unit, unless the finding names them."""
    unit = finding.unit_id
    if user.holds(Role.UNIT_CLERK, unit_id=unit) or user.holds(Role.UNIT_HEAD, unit_id=unit):
        return _named(user, finding)
    return _("只有本单位经办人或主要负责人可以答复。")


@Rule
def close_finding(user: Any, finding: Any) -> Answer:
    """Administrator or verifier of the county, unless the finding names them."""
    return enter_finding.judge(user, finding.inspection) or _named(user, finding)


@Rule
def prepare_panel(user: Any, panel: Any) -> Answer:
    """As `organise`; nobody prepares a panel that studies them."""
    if panel.pk and panel.candidates.filter(cadre__user=user).exists():
        return _("不得经办涉及本人的事项。")
    return organise.judge(user, panel)


@Rule
def score_on_panel(user: Any, panel: Any) -> Answer:
    """Chair and members; the recorder does not score."""
    if panel.members.exclude(seat=PanelSeat.RECORDER).filter(user=user).exists():
        return None
    return _("只有组长和成员可以评分。")


@Rule
def sit_on_panel(user: Any, panel: Any) -> Answer:
    """Whoever has a seat."""
    if panel.members.filter(user=user).exists():
        return None
    return _("只有小组成员可以登记回避。")


@Rule
def close_panel(user: Any, panel: Any) -> Answer:
    """Chair or recorder."""
    if panel.members.exclude(seat=PanelSeat.MEMBER).filter(user=user).exists():
        return None
    return _("只有组长或记录人可以结束研判。")


@Rule
def propose_from_panel(user: Any, panel: Any) -> Answer:
    """Chair or recorder, or who prepared it."""
    if close_panel.allows(user, panel):
        return None
    return prepare_panel.judge(user, panel)


@Rule
def keep_checklist(user: Any, place: Any) -> Answer:
    """The county's administrator. Row: a county, or a checklist of one."""
    if user.holds(Role.COUNTY_ADMIN, county_id=getattr(place, "county_id", place.pk)):
        return None
    return _("只有县级管理员可以制定清单和产生线索。")


@Rule
def report_on(user: Any, checklist: Any) -> Answer:
    """As `report_problem`, before the person is chosen; who sees no settled list reports none."""
    office = user.holds(Role.COUNTY_ADMIN, county_id=checklist.county_id)
    if office or user.units(Role.UNIT_CLERK, Role.UNIT_HEAD):
        return None
    return _("只有单位经办人、主要负责人或县级管理员可以报告。")


@Rule
def report_problem(user: Any, cadre: Any) -> Answer:
    """Clerk and head for their unit's people, the administrator for the county's; not oneself."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    office = user.holds(Role.COUNTY_ADMIN, county_id=cadre.unit.county_id)
    if office or return_zero.allows(user, cadre.unit):
        return None
    return _("只有单位经办人、主要负责人或县级管理员可以报告。")


@Rule
def return_zero(user: Any, unit: Any) -> Answer:
    """The unit's clerk and head."""
    if user.holds(Role.UNIT_CLERK, unit_id=unit.pk) or user.holds(Role.UNIT_HEAD, unit_id=unit.pk):
        return None
    return _("只有本单位经办人或主要负责人可以作零报告。")


@Rule
def decide_problem(user: Any, problem: Any) -> Answer:
    """The department, but neither who reported it nor who is concerned."""
    if problem.cadre.user_id is not None and problem.cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    if problem.reported_by_id == user.pk:
        return _("报告人不得处理自己报告的记录，请由他人办理。")
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER)
    if any(user.holds(role, county_id=problem.county_id) for role in roles):
        return None
    return _("只有县级管理员或核实人可以确认或剔除。")
