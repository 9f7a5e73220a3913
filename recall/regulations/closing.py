"""What closing a campaign or a case demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_CLOSE = _("产品规则：结束前检查（未送达、未听取、缺公文）")


@regulation(
    "CL-01",
    _("还有召回通知书没有送达，或者没有送达回证，不能结束。请先登记送达。"),
    source=_CLOSE,
)
def everybody_is_served(waiting: Any) -> bool:
    return not waiting.exists()


@regulation(
    "CL-02",
    _("还有人没有听取陈述申辩，不能结束。请先登记陈述、放弃或者逾期。"),
    source=_("申辩权保障"),
)
def everybody_is_heard(waiting: Any) -> bool:
    return not waiting.exists()


@regulation(
    "CL-03",
    _("还有公文没有生成或者生成失败，不能结束。请等待生成完成；生成失败的，请联系系统管理员。"),
    source=_CLOSE,
)
def every_paper_is_there(waiting: Any) -> bool:
    return not waiting.exists()
