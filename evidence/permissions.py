"""Who may act on the evidence floor. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Rule

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
def keep_checklist(user: Any, place: Any) -> Answer:
    """The county's administrator. Row: a county, or a checklist of one."""
    if user.holds(Role.COUNTY_ADMIN, county_id=getattr(place, "county_id", place.pk)):
        return None
    return _("只有县级管理员可以制定清单和产生线索。")


@Rule
def report_on(user: Any, checklist: Any) -> Answer:
    """As `report_problem`, before the person is chosen; who sees no settled list reports none."""
    if user.units(Role.UNIT_CLERK, Role.UNIT_HEAD):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=checklist.county_id):
        return None
    return _("只有单位经办人、主要负责人或县级管理员可以报告。")


@Rule
def report_problem(user: Any, cadre: Any) -> Answer:
    """Clerk and head for their unit's people, the administrator for the county's, nobody for
    themselves."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    if return_zero.allows(user, cadre.unit):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=cadre.unit.county_id):
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
    if user.holds(Role.COUNTY_ADMIN, county_id=problem.county_id):
        return None
    if user.holds(Role.VERIFIER, county_id=problem.county_id):
        return None
    return _("只有县级管理员或核实人可以确认或剔除。")
