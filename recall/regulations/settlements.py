"""What settling two verifiers' difference by written record demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import Conclusion, ExemptionQuestion, ExemptionReply, FindingResult
from recall.models import Verification
from recall.queries.reasons import at_variance

_TWO = _("两名核实人背对背核实，不一致的由第三人核实或者按记录认定（领域参考2.8）")
_BOTH = {Conclusion.MATCHED, Conclusion.NOT_MATCHED}


@regulation(
    "VR-01",
    _(
        "两名核实人都已认定，且结论一人符合、一人不符合，或者都符合而事实认定不一致的，才能按记录认定。"
    ),
    source=_TWO,
)
def two_differ(rows: list[Verification], needed: int) -> bool:
    said = {row.conclusion for row in rows}
    if len(rows) < needed:
        return False
    return said == _BOTH or (said == {Conclusion.MATCHED} and bool(at_variance(rows, needed)))


@regulation(
    "VR-02",
    _("分歧在于怎样看待而不在于事实（事实认定一致，或者有人认为应当容错），请第三名核实人核实。"),
    source=_TWO,
)
def difference_is_of_fact(disputed: set[int], rows: list[Verification]) -> bool:
    judged = {row.conclusion for row in rows} == _BOTH  # who agrees on it was asked of the facts
    return bool(disputed) and not (judged and any(_excuses(row) for row in rows))


def _excuses(row: Verification) -> bool:
    yes = {one.question for one in row.exemption.all() if one.answer == ExemptionReply.YES}
    return yes == set(ExemptionQuestion)


@regulation("VR-03", _("认定不一致的事实，每条都须指明一份记录；一致的不能改动。"), source=_TWO)
def every_difference_is_settled(disputed: set[int], settled: set[int]) -> bool:
    return disputed == settled


@regulation("VR-04", _("只能在核实人已经作出的认定之间选择。"), source=_TWO)
def result_is_one_of_the_found(result: str, found: set[str]) -> bool:
    return result in found


@regulation(
    "VR-05",
    _("所指的记录须是此件已有的：该事实的证明材料、附入的线索，或者已送达本人的提醒。"),
    source=_TWO,
)
def record_is_there(record: Any) -> bool:
    return record is not None


@regulation("VR-06", _("请写明记录说明了什么，不少于 10 个字。"), source=_TWO)
def record_is_explained(why: str) -> bool:
    return len(why.strip()) >= 10


@regulation(
    "VR-07",
    _("核实人都认定符合、只是事实认定不一致的，结论仍是符合；事实都认定为不属实的除外。"),
    source=_TWO,
)
def agreed_match_stands(conclusion: str, rows: list[Verification], results: set[str]) -> bool:
    agreed = {row.conclusion for row in rows} == {Conclusion.MATCHED}
    return not agreed or conclusion == Conclusion.MATCHED or results == {FindingResult.NOT_PROVED}
