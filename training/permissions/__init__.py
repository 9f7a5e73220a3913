"""Who may act in class and practice. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from training.permissions.attendance import show_code as show_code
from training.permissions.attendance import sign as sign
from training.permissions.attendance import take_roll as take_roll
from training.permissions.examinations import keep_questions as keep_questions
from training.permissions.examinations import run_examination as run_examination
from training.permissions.examinations import sit as sit
from training.permissions.practice import guides
from training.permissions.timetables import keep_feed as keep_feed


def _runs_classes(user: Any, county_id: int) -> bool:
    return county_id in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)


@Rule
def plan_class(user: Any, campaign: Any) -> Answer:
    """Row: anything with a county, that is a campaign, a class or a session."""
    if not _runs_classes(user, campaign.county_id):
        return _("只有本县管理员或班主任可以办理培训班事项。")
    return None


@Rule
def run_enrolment(user: Any, enrolment: Any) -> Answer:
    if user.pk == enrolment.case.subject_id:
        return _("不得经办涉及本人的事项。")
    return plan_class.judge(user, enrolment.case)


@Rule
def send_posting(user: Any, case: Any) -> Answer:
    if user.pk == case.subject_id:
        return _("不得经办涉及本人的事项。")
    return plan_class.judge(user, case)


@Rule
def finish_posting(user: Any, posting: Any) -> Answer:
    if user.pk == posting.case.subject_id:
        return _("不得经办涉及本人的事项。")
    if _runs_classes(user, posting.case.county_id) or guides(user, posting):
        return None
    return _("只有本县管理员、班主任、接收单位联系人或带教人可以办理期满鉴定。")


@Rule
def write_journal(user: Any, posting: Any) -> Answer:
    if user.pk != posting.case.subject_id:
        return _("实践日志只能由本人填写。")
    return None


@Rule
def remark_journal(user: Any, entry: Any) -> Answer:
    if user.pk == entry.posting.case.subject_id:
        return _("不得点评本人的日志。")
    if guides(user, entry.posting) or _runs_classes(user, entry.posting.case.county_id):
        return None
    return _("只有带教人、接收单位联系人或班主任可以点评。")
