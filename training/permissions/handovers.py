"""Who signs the change of a mentor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.permissions.practice import change_posting


@Rule
def sign_handover(user: Any, handover: Any) -> Answer:
    """Sign or refuse: who leaves and who comes, each for themself alone."""
    if user.pk not in (handover.from_mentor_id, handover.to_mentor_id):
        return _("只有原带教人和新带教人本人可以签字或者不同意。")
    return None


@Rule
def withdraw_handover(user: Any, handover: Any) -> Answer:
    return change_posting.judge(user, handover.posting)
