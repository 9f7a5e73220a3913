"""What a note on a case demands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums.notes import NoteLevel

_NOTES = _("产品规则：分级备注（功能参考第34项）；个人信息保护法第六条")
SHORTEST, LONGEST, SHORTEST_REASON = 2, 1000, 5


@regulation("CN-01", _("备注须为 2 至 1000 个字。"), source=_NOTES)
def note_is_told(text: str) -> bool:
    return SHORTEST <= len(text.strip()) <= LONGEST


@regulation("CN-02", _("单位写的备注只能是“召回办和单位”。"), source=_NOTES)
def unit_writes_for_both(level: str, is_office: bool) -> bool:
    return is_office or level == NoteLevel.UNIT


@regulation("CN-03", _("只能提醒看得到这条备注的同事。"), source=_NOTES)
def mentioned_may_read(mentioned: Collection[int], readers: Collection[int]) -> bool:
    return set(mentioned) <= set(readers)


@regulation("CN-04", _("召回通知书送达后，才能写本人可看的备注。"), source=_NOTES)
def person_is_served(level: str, is_served: bool) -> bool:
    return is_served or level != NoteLevel.PERSON


@regulation("CN-05", _("备注写下 15 分钟后不再修改，可以划去并写明理由。"), source=_NOTES)
def note_is_fresh(note: Any, at: datetime) -> bool:
    return bool(at <= note.mend_until)


@regulation("CN-06", _("请写明划去的理由，不少于 5 个字。"), source=_NOTES)
def strike_is_told(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST_REASON


@regulation("CN-07", _("备注已经划去，不能再改。"), source=_NOTES)
def note_stands(note: Any) -> bool:
    return note.struck_at is None
