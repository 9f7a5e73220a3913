"""What holding a refusal or a concealment against a unit demands."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import Practice
from recall.enums import ChallengeOutcome

_BOARD = _("产品规则：单位落实情况（拒报、瞒报须经登记，不由系统自行认定）")
_HEARD = _("申辩权保障：先听取单位说明，再由他人确认")
SHORTEST = 10


@regulation(
    "CG-13", _("认定拒报须先质询：答复期限已过，单位仍未答复，也没有报送提名。"), source=_BOARD
)
def demand_ran_out(challenge: Any, has_nominated: bool, today: date) -> bool:
    return (
        not challenge.answer
        and not has_nominated
        and challenge.due_on < today
        and challenge.outcome in ("", ChallengeOutcome.UNANSWERED)
    )


@regulation("CG-14", _("这个单位本轮已有同样的认定。"), source=_BOARD)
def is_not_held_yet(others: Any) -> bool:
    return not others.exists()


@regulation("CG-15", _("请写明证明材料和存放处，不少于 10 个字。"), source=_BOARD)
def material_is_named(material: str) -> bool:
    return len(material.strip()) >= SHORTEST


@regulation("CG-16", _("认定瞒报须依据本单位报送前就有、没有撤回的线索。"), source=_BOARD)
def unit_could_know(signal: Any, unit_id: int, reported_on: date) -> bool:
    own = signal.unit_id == unit_id and signal.withdrawn_at is None
    return bool(own and signal.until_on <= reported_on)


@regulation("CG-17", _("认定瞒报须先质询并有结论，或者依据明察暗访。"), source=_BOARD)
def was_looked_into(has_closed_challenge: bool, practice: str) -> bool:
    return has_closed_challenge or practice == Practice.FINDINGS


@regulation("CG-18", _("线索所指的人员已由单位在本批次提名，不是瞒报。"), source=_BOARD)
def person_was_kept_back(nominations: Any) -> bool:
    return not nominations.exists()


@regulation("CG-19", _("须先听取单位说明：单位已说明，或者说明期限已过。"), source=_HEARD)
def unit_was_heard(evasion: Any, today: date) -> bool:
    return evasion.said_at is not None or evasion.hear_until_on < today


@regulation("CG-20", _("单位已经说明，或者认定已经确认、撤回。"), source=_HEARD)
def takes_words(evasion: Any) -> bool:
    return evasion.said_at is None and awaits_confirmation.is_kept(evasion)


@regulation("CG-21", _("认定已经确认或者撤回。"), source=_HEARD)
def awaits_confirmation(evasion: Any) -> bool:
    return evasion.confirmed_at is None and evasion.withdrawn_at is None


@regulation("CG-22", _("认定已经撤回。"), source=_BOARD)
def is_not_withdrawn(evasion: Any) -> bool:
    return evasion.withdrawn_at is None


@regulation(
    "CG-23",
    _("措施须依据已确认、没有撤回的认定，且所依据的线索没有撤回。"),
    source=_BOARD,
)
def carries_a_measure(evasion: Any, unit_id: int) -> bool:
    signal = evasion.signal
    stands = evasion.confirmed_at is not None and evasion.withdrawn_at is None
    return stands and evasion.unit_id == unit_id and (signal is None or not signal.withdrawn_at)
