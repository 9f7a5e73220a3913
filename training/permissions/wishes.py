"""Who says that they wish to stay, and who answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.permissions.practice import guides


@Rule
def wish_to_stay(user: Any, posting: Any) -> Answer:
    """State it or take it back: the person alone, of their own will."""
    if user.pk != posting.case.subject_id:
        return _("留任申请只能由本人提出和撤回。")
    return None


@Rule
def answer_wish(user: Any, posting: Any) -> Answer:
    """The host unit's contact or the mentor, never the person themself."""
    if user.pk == posting.case.subject_id or not guides(user, posting):
        return _("留任申请由接收单位联系人或带教人答复。")
    return None
