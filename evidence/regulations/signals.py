"""What a signal must carry."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_SIGNALS = _("产品规则：线索只作参考，由人提名、核实、决定（个人信息保护法第二十四条）")


@regulation("SG-01", _("线索须有依据行，不能只有一个数。"), source=_SIGNALS)
def signal_has_rows(rows: list[Any]) -> bool:
    return bool(rows)


@regulation("SG-02", _("撤销线索须写明原因。"), source=_SIGNALS)
def withdrawal_is_explained(reason: str) -> bool:
    return bool(reason.strip())
