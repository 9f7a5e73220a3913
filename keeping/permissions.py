"""Who may change terms, hold, and decide what is removed. None = may, else the sentence read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule

DECIDING = (Role.COUNTY_ADMIN, Role.DECIDER)


@Rule
def propose_term(user: Any, division: Any) -> Answer:
    """Row: the county or prefecture."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=division.pk):
        return _("只有本级管理员可以调整保管期限。")
    return None


@Rule
def decide_term(user: Any, term: Any) -> Answer:
    """An administrator or a decider of the division, not who proposed; also a constraint."""
    if not any(user.holds(role, county_id=term.division_id) for role in DECIDING):
        return _("由本级管理员或决定人审批保管期限。")
    if user.pk == term.proposed_by_id:
        return _("提出调整的人不得审批同一项调整。")
    return None


@Rule
def place_hold(user: Any, row: Any) -> Answer:
    """Row: what is held, or its county's hold; nobody in the own matter."""
    if not any(user.holds(role, county_id=county_of(row).pk) for role in DECIDING):
        return _("由本县管理员或决定人登记保全。")
    if user.pk in subjects_of(row):
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def lift_hold(user: Any, hold: Any) -> Answer:
    """An administrator or a decider of the county, not who placed it; also a constraint."""
    if not any(user.holds(role, county_id=hold.county_id) for role in DECIDING):
        return _("由本县管理员或决定人解除保全。")
    if user.pk == hold.placed_by_id:
        return _("登记保全的人不得解除同一项保全。")
    return None


@Rule
def review_disposal(user: Any, disposal: Any) -> Answer:
    """Row: the list."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=disposal.county_id):
        return _("只有本县管理员可以审核到期清单。")
    return None


@Rule
def decide_disposal(user: Any, disposal: Any) -> Answer:
    """A decider of the county, not who reviewed the list; the database says it once more."""
    if not user.holds(Role.DECIDER, county_id=disposal.county_id):
        return _("由本县决定人批准销毁。")
    if user.pk == disposal.proposed_by_id:
        return _("审核清单的人不得批准同一份清单。")
    return None


def county_of(row: Any) -> Any:
    """Answer the county of a campaign, a nomination or a hold, or of a person's unit."""
    return row.county if hasattr(row, "county_id") else row.unit.county


def subjects_of(row: Any) -> set[int]:
    """Answer the accounts of the person whom a row is about."""
    cadre = getattr(row, "cadre", None) or row
    told = (getattr(row, "subject_id", None), getattr(cadre, "user_id", None))
    return {pk for pk in told if pk is not None}
