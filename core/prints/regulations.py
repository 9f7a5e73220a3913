"""What a bulk print demands."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

MOST = 2_000
_BULK = _("产品规则：批量打印")


@regulation("BP-01", _("一次最多打印 2,000 份，请按单位或送达情况缩小范围。"), source=_BULK)
def few_enough(count: int) -> bool:
    return count <= MOST


@regulation("BP-02", _("您的上一次批量打印还在进行，请等它完成或者先取消。"), source=_BULK)
def one_at_a_time(is_another_running: bool) -> bool:
    return not is_another_running
