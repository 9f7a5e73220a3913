"""What reports after the window demand."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import Conclusion
from recall.models import Nomination

_LATE = _("产品规则：逾期报送须说明原因，经组织部门同意受理（功能参考第8行）")
SHORTEST = 5


@regulation("RC-44", _("只有逾期报送、尚未准予受理的提名可以准予受理。"), source=_LATE)
def waits_to_be_let_in(nomination: Nomination) -> bool:
    return nomination.waits_to_be_let_in


@regulation("RC-45", _("请写明准予受理的理由，不少于 5 个字。"), source=_LATE)
def letting_in_is_explained(why: str) -> bool:
    return len(why.strip()) >= SHORTEST


@regulation(
    "RC-46", _("此件逾期报送，须由县级管理员准予受理后才能作出认定；也可以退回。"), source=_LATE
)
def late_is_let_in(nomination: Nomination, conclusion: str) -> bool:
    return conclusion == Conclusion.SENT_BACK or not nomination.waits_to_be_let_in
