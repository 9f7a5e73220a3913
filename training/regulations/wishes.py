"""What is demanded of a wish to stay at the grass roots."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_SHIQUAN = "石泉县2018年做法：有的主动申请留在基层"
_LAW = "公务员法第七十一条：本人自愿、双方同意的转任"


@regulation("WS-01", _("处理结果已经决定，不能再申请留任、答复或撤回。"), source=_LAW)
def outcome_is_open(is_settled: bool) -> bool:
    return not is_settled


@regulation("WS-02", _("已有一份没有撤回的留任申请。"), source=_SHIQUAN)
def no_wish_stands(standing: int) -> bool:
    return standing == 0


@regulation("WS-03", _("不同意的，须写明原因。"), source=_LAW)
def refusal_is_explained(is_agreed: bool, answer: str) -> bool:
    return is_agreed or bool(answer.strip())


@regulation(
    "WS-04",
    _("自愿留任须有本人提出、没有撤回的申请，并在会议当日或以前经接收单位同意。"),
    source=_LAW,
)
def wish_is_agreed(agreed_on: date | None, held_on: date) -> bool:
    return agreed_on is not None and agreed_on <= held_on


@regulation("WS-05", _("自愿留任的新单位须是同意留任的接收单位。"), source=_LAW)
def stays_with_the_host(unit_id: int, host_id: int) -> bool:
    return unit_id == host_id
