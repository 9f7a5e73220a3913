"""Who writes the month and the week."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.permissions.practice import guides


@Rule
def review_month(user: Any, posting: Any) -> Answer:
    """Mentor or host's contact, never the person themself."""
    if user.pk == posting.case.subject_id or not guides(user, posting):
        return _("月评由带教人或接收单位联系人填写。")
    return None


@Rule
def appraise(user: Any, posting: Any) -> Answer:
    """Give the host's scales: who saw the work, not the desk that closes the posting."""
    if user.pk == posting.case.subject_id or not guides(user, posting):
        return _("五项评分由接收单位联系人或带教人填写。")
    return None


@Rule
def note_week(user: Any, posting: Any) -> Answer:
    if user.pk != posting.case.subject_id:
        return _("周记由锻炼的本人填写。")
    return None
