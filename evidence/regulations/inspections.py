"""What inspection findings demand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import InspectionOutcome

_FINDINGS = _("产品规则：明察暗访（黔西南做法）")


@regulation("FD-01", _("发现日期不能晚于今天。"), source=_FINDINGS)
def seen_already(seen_on: Any, on: Any) -> bool:
    return seen_on <= on


@regulation("FD-02", _("只能列入发现问题的单位的人员。"), source=_FINDINGS)
def person_is_of_the_unit(cadre: Any, finding: Any) -> bool:
    return cadre.unit_id == finding.unit_id


@regulation("FD-03", _("已告知单位，登记的内容不能再改。"), source=_FINDINGS)
def finding_is_draft(finding: Any) -> bool:
    return finding.sent_at is None


@regulation("FD-04", _("这项发现不在待答复阶段。"), source=_FINDINGS)
def awaits_an_answer(finding: Any) -> bool:
    return finding.sent_at is not None and not (finding.answered_at or finding.closed_at)


@regulation("FD-05", _("单位还没有答复，答复期限也没有过，不能认定。"), source=_FINDINGS)
def unit_was_heard(finding: Any, on: Any) -> bool:
    return bool(finding.answered_at) or (
        finding.answer_due_on is not None and finding.answer_due_on < on
    )


@regulation("FD-06", _("发现人不能认定自己登记的问题，请由他人办理。"), source=_FINDINGS)
def closed_by_another(finding: Any, user: Any) -> bool:
    return finding.found_by_id != user.pk


@regulation("FD-07", _("这项发现已经认定，不能再改。"), source=_FINDINGS)
def finding_is_open(finding: Any) -> bool:
    return finding.closed_at is None


@regulation("FD-08", _("认定属实后才能产生线索。"), source=_FINDINGS)
def finding_is_confirmed(finding: Any) -> bool:
    return finding.outcome == InspectionOutcome.CONFIRMED


@regulation("FD-09", _("本县已有同名督查安排。"), source=_FINDINGS)
def inspection_is_new(others: Any) -> bool:
    return not others.exists()
