"""What the sheet of reasons demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import NominationState as S

_WHY = _("产品规则：“为什么是我”说明书；申辩权和申诉权保障")


@regulation("RS-01", _("核实认定不符合或集体研究决定后，才能生成说明书。"), source=_WHY)
def matter_is_decided(nomination: Any) -> bool:
    return nomination.state in (S.APPROVED, S.REJECTED)
