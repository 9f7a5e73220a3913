"""Acts on the comprehensive assessment."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.models import Assessment, Score
from assessment.queries import referrals, scores
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case
from recall.services import cases
from training.queries import postings

_ASSESSABLE = (CaseState.TRAINING, CaseState.PRACTICE)


@transaction.atomic
def open_(case: Case, *, by: Any, at: datetime) -> Assessment:
    """Open the assessment of a case in class or practice; opening twice stays one row.

    :raises StateConflict: the case is not in class or practice
    """
    case = lock(case)
    permissions.assess_case.check(by, case)
    if held := Assessment.objects.filter(case=case).first():
        return held
    if case.state not in _ASSESSABLE:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能开始综合考核。") % {"state": case.get_state_display()}
        )
    row = Assessment.objects.create(
        case=case, weights=case.campaign.weights, opened_by=by, opened_at=at
    )
    trail.record(row, "open_assessment", by=by, at=at)
    return row


@transaction.atomic
def score(
    assessment: Assessment,
    *,
    part: str,
    by: Any,
    at: datetime,
    value: Decimal | None = None,
    source: str = "",
    not_applicable_reason: str = "",
) -> Score:
    """Enter or change one part's value, or that the part does not apply and why.

    :param source: what the value rests on; with `not_applicable_reason` there is no value
    :raises RegulationBroken: AS-02 range and source, AS-03 reason, AS-04 unknown part
    :raises StateConflict: the assessment is concluded
    """
    assessment = _open(assessment, by=by)
    regulations.part_is_weighted.check(part, assessment.weights)
    regulations.score_or_reason.check(value, not_applicable_reason)
    regulations.score_has_source.check(value, source)
    before = Score.objects.filter(assessment=assessment, part=part).first()
    row, _created = Score.objects.update_or_create(
        assessment=assessment,
        part=part,
        defaults={
            "value": value,
            "source": source,
            "not_applicable_reason": not_applicable_reason,
            "scored_by": by,
            "scored_at": at,
        },
    )
    was = str(before.value) if before else None
    trail.record(assessment, "score", by=by, at=at, part=part, before=was, after=str(value))
    return row


@transaction.atomic
def conclude(
    assessment: Assessment, *, passed: bool, comment: str, by: Any, at: datetime
) -> Assessment:
    """Conclude the assessment: the total is fixed, a person says pass or fail, the case moves on.

    :raises RegulationBroken: AS-01 a part is missing, AS-05 nothing counts, AS-07 no comment,
        AS-14 practice not finished, OC-18 referred
    :raises StateConflict: concluded before
    """
    case = lock(assessment.case)
    assessment = _open(assessment, by=by)
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    standing = scores.sum_of(assessment)
    regulations.nothing_is_missing.check(standing.missing)
    regulations.something_counts.check(standing.total)
    regulations.comment_is_told.check(comment)
    regulations.practice_is_finished.check(postings.standing_of(case) is not None)
    assessment.total, assessment.passed, assessment.comment = standing.total, passed, comment
    assessment.concluded_by, assessment.concluded_at = by, at
    assessment.save()
    trail.record(assessment, "conclude_assessment", by=by, at=at, total=str(standing.total))
    cases.assess(case, by=by, at=at)
    return assessment


def _open(assessment: Assessment, *, by: Any) -> Assessment:
    assessment = lock(assessment)
    permissions.assess_case.check(by, assessment.case)
    if assessment.concluded_at:
        raise StateConflict(_("综合考核已经完成，不能再改。"))
    return assessment
