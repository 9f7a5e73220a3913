"""Who may act on books of points."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


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
