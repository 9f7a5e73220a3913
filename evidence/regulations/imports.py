"""What lines brought in by workbook demand beside the regulations of their practice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation


@regulation(
    "IM-01",
    _("当时处于保护期的人员不列入。"),
    source=_("产品规则：保护期内的事不追究本人"),
)
def spares_the_protected(protection: Any) -> bool:
    return protection is None


@regulation(
    "IM-02",
    _("已离任或已调出的人员不列入。"),
    source=_("产品规则：导入只涉及在册人员"),
)
def person_is_here(left_on: Any) -> bool:
    return left_on is None
