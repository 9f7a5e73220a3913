"""What a clause's numeric trigger must hold to before it makes signals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_ONLY_A_SIGN = _("产品规则：数值触发只产生线索，由人核实、提名、决定（个人信息保护法第二十四条）")


@regulation("TN-01", _("此条款没有数值触发，或办法当天不在施行期内。"), source=_ONLY_A_SIGN)
def trigger_is_in_force(clause: Any, current: Any) -> bool:
    """`current`: the version of the clause's scheme in force that day, None if there is none."""
    is_said = bool(clause.metric) and not clause.is_dropped
    return is_said and current is not None and clause.version_id == current.pk


@regulation(
    "TN-02",
    _("此人未达到触发数值、处于保护期、不适用此条或已有此项线索。请返回名单重新查看。"),
    source=_ONLY_A_SIGN,
)
def is_named(one: Any) -> bool:
    return one is not None and not one.left_out
