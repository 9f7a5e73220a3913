"""What lending a helper the view of a case demands."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.models.helpers import LONGEST_DAYS

_HELP = _("产品规则：协办查阅（功能参考第46项）；个人信息保护法第六条、第十七条、第十八条")
SHORTEST, SHORTEST_ANSWER = 10, 5


@regulation("HA-01", _("请写明协办事由，不少于 10 个字。"), source=_HELP)
def help_is_told(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST


@regulation("HA-02", _("协办人须是已启用的工作人员账号，不能是三员或者邀请账号。"), source=_HELP)
def helper_is_staff(helper: Any) -> bool:
    return helper.is_active and not (helper.is_system or helper.is_guest or helper.duty)


@regulation("HA-03", _("协办人本来就能看到这件案件，或者就是您本人，不必申请。"), source=_HELP)
def helper_sees_nothing_yet(sees: bool) -> bool:
    return not sees


@regulation("HA-04", _("协办人是当事人、提名人、核实人、应当回避的人，不能协办。"), source=_HELP)
def helper_has_no_interest(helper: Any, interested: set[int]) -> bool:
    return helper.pk not in interested


@regulation("HA-05", _("协办查阅为 1 至 14 天。"), source=_HELP)
def help_is_short(days: int) -> bool:
    return 1 <= days <= LONGEST_DAYS


@regulation("HA-06", _("这项协办查阅已经审批。"), source=_HELP)
def access_waits(access: Any) -> bool:
    return bool(access.waits)


@regulation("HA-07", _("这项协办查阅没有开通或者已经结束。"), source=_HELP)
def access_runs(access: Any, at: datetime) -> bool:
    return access.until_at is not None and access.ended_at is None and at < access.until_at


@regulation("HA-08", _("请写明不批准的理由，不少于 5 个字。"), source=_HELP)
def refusal_is_told(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST_ANSWER


@regulation("HA-09", _("这位协办人已经有一项申请等待审批。"), source=_HELP)
def none_waits(waiting: Any) -> bool:
    return not waiting.exists()
