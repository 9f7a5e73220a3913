"""Acts on the comprehensive assessment."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.models import Assessment, Score, ScoreVersion
from assessment.queries import drafts, listing, measures, referrals, scores
from assessment.services import sheets
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case
from recall.services import cases
from training.queries import polls, postings

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
    :raises RegulationBroken: AS-02 range and source, AS-03 reason, AS-04 unknown part,
        AS-19 a ballot decides it
    :raises StateConflict: the assessment is concluded
    """
    assessment = _open(assessment, by=by)
    regulations.part_is_weighted.check(part, assessment.weights)
    regulations.score_or_reason.check(value, not_applicable_reason)
    regulations.score_has_source.check(value, source)
    regulations.score_comes_of_a_ballot.check(polls.is_by_poll(assessment.case, part), value)
    told = {"value": value, "source": source, "not_applicable_reason": not_applicable_reason}
    return _write(assessment, part, told, by=by, at=at)


@transaction.atomic
def score_by_record(assessment: Assessment, *, part: str, by: Any, at: datetime) -> Score:
    """Enter what the records of a part come to, with the rule and the rows behind it.

    :raises RegulationBroken: AS-04 unknown part, AS-18 nothing is recorded
    :raises StateConflict: the assessment is concluded
    """
    assessment = _open(assessment, by=by)
    regulations.part_is_weighted.check(part, assessment.weights)
    found = measures.measured(assessment.case, part)
    regulations.something_is_recorded.check(found)
    assert found is not None  # noqa: S101  (AS-18 has refused it)
    told = {"value": found.value, "source": found.source, "not_applicable_reason": ""}
    return _write(assessment, part, told, by=by, at=at, rule=found.rule, rows=found.rows)


def _write(
    assessment: Assessment, part: str, told: dict[str, Any], *, by: Any, at: datetime, **why: Any
) -> Score:
    """Keep a score as the newest version of its part."""
    row = Score.objects.filter(assessment=assessment, part=part).first()
    was = str(row.value) if row else None
    row = row or Score(assessment=assessment, part=part)
    for name, value in (told | {"scored_by": by, "scored_at": at}).items():
        setattr(row, name, value)
    row.save()
    number = ScoreVersion.objects.filter(assessment=assessment, part=part).count() + 1
    ScoreVersion.objects.create(
        assessment=assessment, part=part, number=number, **told, **why, by=by, at=at
    )
    after = str(told["value"])
    trail.record(assessment, "score", by=by, at=at, part=part, before=was, after=after)
    return row


@transaction.atomic
def conclude(
    assessment: Assessment, *, passed: bool, comment: str, by: Any, at: datetime
) -> Assessment:
    """Conclude the assessment: the total is fixed, a person says pass or fail, the case moves on.

    :raises RegulationBroken: AS-01 a part is missing, AS-05 nothing counts, AS-07 no comment,
        AS-14 practice not finished, AS-17 the comment is the draft, AS-20 a ballot fell,
        OC-18 referred
    :raises StateConflict: concluded before
    """
    case = lock(assessment.case)
    assessment = _open(assessment, by=by, case=case)
    course = listing.course_of(case)
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    standing = scores.sum_of(assessment)
    regulations.nothing_is_missing.check(standing.missing)
    regulations.something_counts.check(standing.total)
    regulations.ballots_still_stand.check(measures.ballots_stand(case, standing.rows))
    regulations.comment_is_told.check(comment)
    regulations.comment_is_not_the_draft.check(comment, drafts.draft(course, standing))
    regulations.practice_is_finished.check(postings.standing_of(case) is not None)
    assessment.total, assessment.passed, assessment.comment = standing.total, passed, comment
    assessment.concluded_by, assessment.concluded_at = by, at
    assessment.document = sheets.request(assessment, standing, course=course, by=by, at=at)
    assessment.save()
    trail.record(assessment, "conclude_assessment", by=by, at=at, total=str(standing.total))
    cases.assess(case, by=by, at=at)
    return assessment


def _open(assessment: Assessment, *, by: Any, case: Case | None = None) -> Assessment:
    """Lock an assessment that is not concluded.

    :param case: as the caller has locked it
    """
    assessment = lock(assessment)
    if case is not None:
        assessment.case = case
    permissions.assess_case.check(by, assessment.case)
    if assessment.concluded_at:
        raise StateConflict(_("综合考核已经完成，不能再改。"))
    return assessment
