"""What an outcome for somebody who moved to another county demands (MV-01 … MV-05)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.enums import COLLECTIVE
from core.regulations import regulation
from recall.enums import CaseState
from schemes.enums import LegalProfile

_AUTHORITY = _("公务员法第十五条、第五十条；干部管理权限（领域参考2.9、2.12）")
SHORTEST = 10


@regulation(
    "MV-01",
    _("本人已调往其他县，转岗、免职、降职、待岗、辞退、解聘等结果须先由其现所在县会签同意。"),
    source=_AUTHORITY,
)
def present_county_agrees(kind: str, legal_profile: str, is_away: bool, is_agreed: bool) -> bool:
    free = kind not in COLLECTIVE or legal_profile == LegalProfile.AS_PRACTISED
    return free or not is_away or is_agreed


@regulation("MV-02", _("本人现在不在其他县任职，不必会签。"), source=_AUTHORITY)
def person_is_away(is_away: bool) -> bool:
    return is_away


@regulation("MV-03", _("请写明理由或者意见，不少于 10 个字。"), source=_AUTHORITY)
def concurrence_is_told(text: str) -> bool:
    return len(text.strip()) >= SHORTEST


@regulation(
    "MV-04",
    _("综合考核后、结果决定前，或者附条件暂缓执行期间，才能会签；返回原岗位等结果不必会签。"),
    source=_AUTHORITY,
)
def concurrence_is_due(state: str, kind: str, waiting: str) -> bool:
    """`waiting`: the kind of the outcome that waits under a condition."""
    return kind in COLLECTIVE and (state == CaseState.ASSESSED or kind == waiting)


@regulation("MV-05", _("这项会签已经答复，或者同一结果正在等待会签。"), source=_AUTHORITY)
def concurrence_is_open(settled: bool) -> bool:
    return not settled


@regulation("MV-06", _("本人又已调离，须由其现所在县会签。"), source=_AUTHORITY)
def person_is_still_there(concurrence: Any, county_id: int) -> bool:
    return bool(concurrence.county_id == county_id)
