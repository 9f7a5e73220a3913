"""Who draws up and approves an individual plan, and who says how a line goes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.enums import RUNNING
from training.permissions.practice import guides


@Rule
def keep_plan(user: Any, row: Any) -> Answer:
    """Row: an enrolment or a plan. Who runs the class, never for oneself."""
    if user.pk == row.case.subject_id:
        return _("不得经办涉及本人的事项。")
    if row.case.county_id not in user.counties(*RUNNING):
        return _("只有本县管理员或班主任可以拟定和批准个人提高计划。")
    return None


@Rule
def ask_for_plan(user: Any, posting: Any) -> Answer:
    """Be led from a posting to the plan: the person, who guides there, and who runs the class."""
    case = posting.case
    if user.pk == case.subject_id or case.county_id in user.counties(*RUNNING):
        return None
    return None if guides(user, posting) else _("只有本人、带教人、接收单位联系人和班主任看计划。")


@Rule
def tell_progress(user: Any, line: Any) -> Answer:
    """The person, who guides them in practice now, and who runs the class."""
    case = line.plan.case
    if user.pk == case.subject_id or case.county_id in user.counties(*RUNNING):
        return None
    standing = case.postings.filter(finished_on=None).first()
    if standing is not None and guides(user, standing):
        return None
    return _("只有本人、带教人、接收单位联系人或班主任可以填写进展。")
