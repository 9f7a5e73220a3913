"""What is demanded of a poll about trainees."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import CaseState

_OWN = "产品默认规则（可由部门核定）"
_NAMELESS = "产品规则：民主测评无记名，票与人不能对应（干部任用工作条例的无记名原则）"
FEWEST_VOTERS = 5  # evidence BL-01
ACROSS = 2 * FEWEST_VOTERS  # a class from which two halves judge each other


@regulation("TP-01", _("本批次方案的综合考核不含这一项，不用组织测评。"), source="本批次方案")
def part_is_weighted(part: str, weights: dict[str, int]) -> bool:
    return part in weights


@regulation(
    "TP-02",
    _("除本人外，可以投票的不足 5 人，不能组织测评；请按方案登记，或注明这一项不适用。"),
    source=_NAMELESS,
)
def enough_voters(number: int) -> bool:
    return number >= FEWEST_VOTERS


@regulation("TP-03", _("这一项已经组织了测评；重新组织的，先作废原来的并写明理由。"), source=_OWN)
def none_stands(standing: int) -> bool:
    return standing == 0


@regulation("TP-04", _("只对在学习锻炼中的学员组织测评。"), source=_OWN)
def case_is_in_training(state: str) -> bool:
    return state in (CaseState.TRAINING, CaseState.PRACTICE)
