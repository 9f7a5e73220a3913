"""Who writes the ledger of problems, and who takes down a resident's word."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.permissions.practice import RUNNING, guides


@Rule
def write_problem(user: Any, posting: Any) -> Answer:
    """Row: the posting."""
    if user.pk != posting.case.subject_id:
        return _("问题台账由锻炼的本人登记。")
    return None


@Rule
def take_word(user: Any, posting: Any) -> Answer:
    """Host, mentor or department; nobody collects praise for themselves. Row: the posting."""
    from_office = posting.case.county_id in user.counties(*RUNNING)
    if user.pk == posting.case.subject_id:
        return _("群众的话由接收单位、带教人或班主任记录，本人不能经手。")
    if from_office or guides(user, posting):
        return None
    return _("群众的话由接收单位、带教人或班主任记录。")
