"""May this outcome be decided now? Asked when it is proposed, voted on, and recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.enums import OutcomeKind
from assessment.models import Assessment
from assessment.queries import appeals, archive, concurrences, reading, referrals
from assessment.regulations.concurrences import present_county_agrees
from assessment.regulations.gate import Facts, Verdict, judge
from assessment.services import observations
from core import dates
from core.errors import RegulationBroken, StateConflict
from recall.enums import CaseState
from recall.models import Case
from recall.regulations.leaving import person_is_in_service
from training.services import wishes


@dataclass(frozen=True)
class Meeting:
    """The meeting that decided: its name, day, members due, the votes; whose approval it is."""

    name: str
    held_on: date
    due_count: int
    agree_count: int
    disagree_count: int = 0
    defer_count: int = 0
    approver: str = ""


@dataclass(frozen=True)
class Wanted:
    """The outcome that is asked for. The fields are those of `outcomes.decide`."""

    kind: str
    conditions: list[str]
    reason: str
    effect_until_on: date | None = None
    noticed_on: date | None = None
    ends_on: date | None = None
    new_unit: Any = None
    new_title: str = ""
    condition: str = ""
    observed_until_on: date | None = None


@dataclass(frozen=True)
class Examined:
    """What the examination found: the assessment, the gate's verdict, its facts, a suspension."""

    assessment: Assessment
    verdict: Verdict
    facts: Facts
    waits: bool


def examine(case: Case, *, wanted: Wanted, meeting: Meeting, by: Any, at: datetime) -> Examined:
    """Hold a wanted outcome against hand, assessment, meeting and legal gate; change nothing.

    :raises RegulationBroken: see `outcomes.decide`
    :raises NotAllowed: not a decider, or the hand that concluded the assessment
    :raises StateConflict: not assessed, or an objection set the recall aside
    """
    assessment = concluded(case)
    permissions.decide_outcome.check(by, assessment)
    return judged(case, assessment, wanted=wanted, meeting=meeting, on=dates.legal_day(at))


def judged(
    case: Case, assessment: Assessment, *, wanted: Wanted, meeting: Meeting, on: date
) -> Examined:
    """Do the same for any hand: whoever keeps a meeting's votes decides nothing."""
    kind = wanted.kind
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    regulations.referral_was_taken.check(kind, referrals.is_taken(case))
    person_is_in_service.check(case.cadre, on)
    _check_place(case, kind)
    _check(case, assessment, wanted, meeting, on)
    if kind == OutcomeKind.STAY:
        wishes.require(case, wanted.new_unit, held_on=meeting.held_on)
    until = wanted.observed_until_on
    waits = observations.check(kind, wanted.condition, until, meeting.held_on)
    facts = _facts(case, meeting, wanted)
    return Examined(assessment, _judged(case, kind, facts), facts, waits)


def _check_place(case: Case, kind: str) -> None:
    """Refuse to take from another county's cadre what that county has not agreed to."""
    away = concurrences.is_away(case)
    agreed = away and concurrences.is_agreed(case, kind)
    present_county_agrees.check(kind, case.campaign.legal_profile, away, agreed)


def check_fresh(case: Case, content_hash: str) -> None:
    """Refuse to decide on what waits no more, or on other content than was read.

    :raises StateConflict: with the sentence
    """
    if case.state != CaseState.ASSESSED:
        told = {"state": case.get_state_display()}
        raise StateConflict(_("当前状态为“%(state)s”，不能决定结果。") % told)
    if content_hash != reading.digest(case):
        raise StateConflict(_("材料在您打开页面后有改动，请重新阅读后再决定。"))


def concluded(case: Case) -> Assessment:
    """Answer the assessment that an outcome rests on.

    :raises StateConflict: it is not concluded, or the recall fell with an objection
    """
    held = Assessment.objects.filter(case=case, concluded_at__isnull=False).first()
    if held is None:
        raise StateConflict(_("综合考核尚未完成，不能决定结果。"))
    if appeals.recall_fell(case):
        raise StateConflict(_("异议成立，召回决定已被撤销，不能再决定结果；请登记撤销召回。"))
    return held


def _check(case: Case, assessment: Assessment, wanted: Wanted, meeting: Meeting, on: date) -> None:
    kind, new_unit = OutcomeKind(wanted.kind), wanted.new_unit
    regulations.reason_is_told.check(wanted.reason)
    regulations.votes_carry.check(
        meeting.due_count, meeting.agree_count, meeting.disagree_count, meeting.defer_count
    )
    held = assessment.concluded_at
    concluded_on = dates.legal_day(held) if held else on
    regulations.meeting_in_time_order.check(meeting.held_on, concluded_on, on)
    regulations.post_fits_kind.check(kind, new_unit is not None, bool(wanted.new_title))
    if new_unit is not None:
        regulations.new_unit_is_in_county.check(new_unit.county_id, case.county_id)


def _facts(case: Case, meeting: Meeting, wanted: Wanted) -> Facts:
    kinds = archive.protections(case.cadre, meeting.held_on)
    return Facts(
        held_on=meeting.held_on,
        held=frozenset(wanted.conditions),
        bars=archive.bars(kinds),
        failed_years=archive.failed_years(case.cadre, meeting.held_on),
        is_investigated=archive.is_investigated(kinds),
        approver=meeting.approver,
        authority=case.cadre.authority,
        noticed_on=wanted.noticed_on,
        ends_on=wanted.ends_on,
    )


def _judged(case: Case, kind: str, facts: Facts) -> Verdict:
    """Answer the gate's verdict if the outcome may be decided."""
    nomination, profile = case.nomination, case.campaign.legal_profile
    verdict = judge(kind, nomination.staff_kind, nomination.is_leading, profile, facts)
    if not verdict.is_allowed:
        raise RegulationBroken(verdict.sentence, number=verdict.number)
    with translation.override("zh-hans"):  # as the papers print it, whatever the screen speaks
        return judge(kind, nomination.staff_kind, nomination.is_leading, profile, facts)
