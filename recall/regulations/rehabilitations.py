"""What a rehabilitation (澄清正名) demands."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import ClearingKind, Wrong

_CLEAR = _("产品规则：澄清正名（石泉县50件提名中核实否定7件）")


@regulation("RH-01", _("只有未成立、已撤回的提名或已撤销的召回，才能澄清正名。"), source=_CLEAR)
def was_wrong(wrong: Wrong | None) -> bool:
    return wrong is not None


@regulation("RH-02", _("请写明提名曾被知悉的范围，不少于 6 个字。"), source=_CLEAR)
def scope_is_told(scope: str) -> bool:
    return len(scope.strip()) >= 6


@regulation("RH-03", _("请写明办理情况，不少于 6 个字。"), source=_CLEAR)
def line_is_told(note: str) -> bool:
    return len(note.strip()) >= 6


@regulation("RH-04", _("办理日期不得早于登记之日，也不得晚于今天。"), source=_CLEAR)
def done_in_time_order(done_on: date, opened_on: date, today: date) -> bool:
    return opened_on <= done_on <= today


@regulation("RH-05", _("澄清函还未生成，生成后才能登记送达。"), source=_CLEAR)
def letter_is_ready(kind: str, is_ready: bool) -> bool:
    return kind != ClearingKind.LETTER or is_ready


@regulation("RH-06", _("还有事项没有办完，不能办结。"), source=_CLEAR)
def every_line_is_done(lines: list[Any]) -> bool:
    return bool(lines) and all(line.done_at is not None for line in lines)


@regulation("RH-08", _("还有线索没有答复，不能办结。"), source=_CLEAR)
def every_signal_is_answered(proposed: list[Any]) -> bool:
    """Each is withdrawn, by its practice or on the proposal, or kept with a reason."""
    return not any(one.is_open for one in proposed)


@regulation("RH-09", _("请写明撤销或者保留线索的理由，不少于 6 个字。"), source=_CLEAR)
def answer_is_explained(reason: str) -> bool:
    return len(reason.strip()) >= 6


@regulation("RH-07", _("先将澄清函送达本人，再告知单位和其他范围。"), source=_CLEAR)
def person_is_told_first(kind: str, lines: list[Any]) -> bool:
    """The person hears it before anybody else does."""
    if kind not in (ClearingKind.UNIT, ClearingKind.OTHERS):
        return True
    return all(line.done_at is not None for line in lines if line.kind == ClearingKind.LETTER)
