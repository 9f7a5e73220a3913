"""Who may act in a show-and-compare round."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from evidence.permissions.polls import organise


@Rule
def keep_round(user: Any, row: Any) -> Answer:
    """As `organise`; nobody keeps a round in which they are a member."""
    if row.pk and row.members.filter(cadre__user=user).exists():
        return _("不得经办涉及本人的事项。")
    return organise.judge(user, row)


@Rule
def write_report(user: Any, member: Any) -> Answer:
    """The person, the clerk of their unit, or who keeps the round. It is a self-report: no score
    comes of it."""
    if member.cadre.user_id is not None and member.cadre.user_id == user.pk:
        return None
    if keep_round.allows(user, member.round):
        return None
    shares = member.round.members.filter(cadre__user=user).exists()
    if not shares and user.holds(Role.UNIT_CLERK, unit_id=member.unit_id):
        return None
    return _("只有本人、其单位经办人和本轮经办人可以填报。")


@Rule
def comment_in_round(user: Any, row: Any) -> Answer:
    """Who has a seat."""
    if row.seats.filter(user=user).exists():
        return None
    return _("只有本轮评议人可以评议和登记回避。")
