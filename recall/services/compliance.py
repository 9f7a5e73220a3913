"""Acts on a unit's duty to report: the zero report and measures on units."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions, regulations
from recall.models import Campaign, Evasion, Round, UnitMeasure, ZeroReport
from recall.queries.compliance import has_reported
from recall.regulations import challenges as rules
from recall.regulations import evasions as held


def sign_zero_report(unit: Any, *, round_: Round, reason: str, by: Any, at: datetime) -> ZeroReport:
    """Sign for a unit that it nominates nobody in this round, and why.

    :raises RegulationBroken: RC-12 not open, RC-23 already reported, RC-24 no reason, RC-30,
        SC-26 of another system
    """
    try:
        return _sign(unit, round_=round_, reason=reason, by=by, at=at)
    except IntegrityError as error:
        raise StateConflict(str(regulations.has_not_reported.sentence)) from error


@transaction.atomic
def _sign(unit: Any, *, round_: Round, reason: str, by: Any, at: datetime) -> ZeroReport:
    permissions.sign_zero_report.check(by, unit)
    regulations.campaign_is_open.check(round_.campaign)
    regulations.check_reporter(unit, round_.campaign)
    regulations.has_not_reported.check(has_reported(round_, unit.pk))
    regulations.zero_is_explained.check(reason)
    row = ZeroReport.objects.create(
        round=round_, unit=unit, reason=reason, signed_by=by, signed_at=at
    )
    trail.record(row, "sign_zero_report", by=by, at=at)
    return row


@transaction.atomic
def record_measure(
    campaign: Campaign,
    *,
    unit: Any,
    kind: str,
    taken_on: date,
    reason: str,
    by: Any,
    at: datetime,
    person_times: int = 1,
    token: UUID | None = None,
    evasion: Evasion | None = None,
) -> UnitMeasure:
    """Record a measure on a unit: circular, interview (in person-times), honour cancelled.

    The same token answers the same row, so that a double click counts once.

    :raises RegulationBroken: RC-30, the unit is of another county; CG-10, the scheme has no rule
        for heads; CG-23, what it rests on does not hold
    """
    campaign = lock(campaign)
    permissions.record_measure.check(by, campaign)
    regulations.unit_of_the_county.check(unit, campaign)
    rules.head_rule_is_in_the_scheme.check(kind, campaign.scheme_version.parameters)
    if token and (row := UnitMeasure.objects.filter(campaign=campaign, token=token).first()):
        return row
    if evasion is not None:
        held.carries_a_measure.check(lock(evasion), unit.pk)
    row = UnitMeasure.objects.create(
        campaign=campaign,
        unit=unit,
        token=token,
        evasion=evasion,
        kind=kind,
        taken_on=taken_on,
        person_times=person_times,
        reason=reason,
        recorded_by=by,
        recorded_at=at,
    )
    trail.record(row, "record_measure", by=by, at=at, kind=kind)
    return row
