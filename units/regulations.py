"""What changes of units must keep to. Each sentence is shown to the user as it stands here."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import identifiers
from core.regulations import regulation

_DATED = _("机构沿革须真实、连续；产品默认规则")


@regulation("UN-01", _("变更日期须晚于该单位上一次变更的日期。"), source=_DATED)
def after_last_change(on: date, changed_on: date) -> bool:
    return on > changed_on


@regulation("UN-02", _("变更日期不能晚于今天。"), source=_DATED)
def not_in_the_future(on: date, today: date) -> bool:
    return on <= today


@regulation("UN-03", _("上级单位须在同一县，且不能是本单位或其下级单位。"), source=_DATED)
def parent_is_above(unit: Any, parent: Any, below_ids: set[int]) -> bool:
    return parent is None or (parent.county_id == unit.county_id and parent.pk not in below_ids)


@regulation("UN-04", _("单位已撤销，不能再变更。"), source=_DATED)
def still_stands(unit: Any) -> bool:
    return unit.until_on is None


@regulation("UN-05", _("单位还有下级单位，请先处理下级单位。"), source=_DATED)
def has_nothing_below(below_ids: set[int], unit: Any) -> bool:
    return below_ids <= {unit.pk}


@regulation("UN-06", _("并入的单位须是同一县的另一个在设单位。"), source=_DATED)
def can_take_in(unit: Any, into: Any) -> bool:
    return into.pk != unit.pk and into.county_id == unit.county_id and into.until_on is None


@regulation("UN-07", _("统一社会信用代码有误，请核对。"), source="GB 32100-2015")
def credit_code_is_good(code: str) -> bool:
    return not code or not identifiers.credit_code_fault(code)


@regulation("UN-08", _("该名称、统一社会信用代码或内部编码已有在设单位使用。"), source=_DATED)
def is_free(taken: bool) -> bool:
    return not taken


@regulation("UN-09", _("区划代码须为6位数字，且未被其他区划使用。"), source="GB/T 2260")
def division_code_is_free(code: str, taken: bool) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit() and not taken
