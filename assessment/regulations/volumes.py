"""What a volume must satisfy."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_KEPT = "干部召回案卷归档范围；GB/T 9705-2008"


@regulation("VL-01", _("必备材料不齐，不能归卷，也不能办结。"), source=_KEPT)
def papers_are_complete(missing: list[str]) -> bool:
    return not missing


@regulation("VL-02", _("处理结果送达后才能归卷。"), source=_KEPT)
def outcome_has_reached(is_served: bool) -> bool:
    return is_served
