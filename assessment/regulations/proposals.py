"""What an outcome that is decided by a meeting, or without one, must keep (OM-01 … OM-05)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from assessment.enums import COLLECTIVE
from core.regulations import regulation
from schemes.enums import LegalProfile

LEAST = 3  # fewer people are no meeting
_COLLECTIVE = _("干部选拔任用工作条例关于讨论决定的规定")
_RULE = _("产品默认规则（可由部门核定）")


@regulation(
    "OM-01",
    _("转岗、免职、降职、待岗、辞退、解聘等结果须提交会议，逐件表决后登记。"),
    source=_COLLECTIVE,
)
def heavy_goes_to_a_meeting(kind: str, legal_profile: str) -> bool:
    """A past campaign that is replayed records what its meeting of then decided."""
    return kind not in COLLECTIVE or legal_profile == LegalProfile.AS_PRACTISED


@regulation(
    "OM-02",
    _("到会人员须逐一写明，不得少于三人，并与表决票数相符。"),
    source=_COLLECTIVE,
)
def members_fit_votes(names: Collection[str], votes: int) -> bool:
    said = list(names)
    return len(said) == votes and len(said) >= LEAST and len(set(said)) == len(said)


@regulation(
    "OM-03",
    _("应当回避的人和考核结论的登记人不得计入到会。"),
    source=_("公务员法第七十六条；考核与决定分开"),
)
def no_interested_member_sat(members: Collection[int], interested: Collection[int]) -> bool:
    return not set(members) & set(interested)


@regulation("OM-04", _("此件已提交会议研究；改由其他方式决定的，先撤回建议。"), source=_RULE)
def no_proposal_stands(stands: bool) -> bool:
    return not stands


@regulation(
    "OM-05", _("建议已列入会议议程，先移出议程再撤回；已经开会的，等待表决。"), source=_RULE
)
def is_on_no_agenda(placed: bool) -> bool:
    return not placed
