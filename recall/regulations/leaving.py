"""What ending a matter demands because the person has left the service (离任)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LEFT = _("产品规则：离任和调动（召回是对在职干部的组织措施）")
SHORTEST = 10


def has_left(cadre: Any, on: date) -> bool:
    """Answer whether a person is off the rolls on a day; who moved to another unit is not."""
    return cadre.left_on is not None and cadre.left_on <= on


@regulation(
    "LV-01",
    _("该同志没有离任，不能按离任终止；调到别的单位的，各项期限和办理照常继续。"),
    source=_LEFT,
)
def person_has_left(cadre: Any, on: date) -> bool:
    return has_left(cadre, on)


@regulation("LV-02", _("请写明离任情况和依据，不少于 10 个字。"), source=_LEFT)
def leaving_is_told(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST


@regulation(
    "LV-03", _("该同志已经离任，不能再决定召回、处理结果或者编班派出；请按离任终止。"), source=_LEFT
)
def person_is_in_service(cadre: Any, on: date) -> bool:
    return not has_left(cadre, on)
