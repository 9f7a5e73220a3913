"""Refusals and concealments of units: recorded, heard, confirmed by another, withdrawn."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall import permissions
from recall.enums import EvasionKind
from recall.models import Challenge, Evasion, Nomination, Round
from recall.queries import challenges as queries
from recall.regulations import challenges as told
from recall.regulations import evasions as rules


@transaction.atomic
def refuse(challenge: Challenge, *, reason: str, material: str, by: Any, at: datetime) -> Evasion:
    """Record that a unit refused: it was asked, the term is over, no answer and nobody came.

    :raises RegulationBroken: CG-13 the term, CG-14 recorded before, CG-03, CG-15 too few words
    """
    campaign, asked = lock(challenge.campaign), lock(challenge)
    permissions.record_measure.check(by, campaign)
    rules.demand_ran_out.check(asked, queries.has_nominated(asked), dates.legal_day(at))
    said: dict[str, Any] = {"reason": reason, "material": material, "by": by, "at": at}
    said |= {"campaign": campaign, "round": asked.round, "unit": asked.unit, "challenge": asked}
    done = {"confirmed_by": by, "confirmed_at": at, "confirmed_reason": reason.strip()}
    return _record(EvasionKind.REFUSED, **said, **done)


@transaction.atomic
def conceal(
    round_: Round,
    *,
    unit: Any,
    signal: Any,
    reason: str,
    material: str,
    days: int,
    by: Any,
    at: datetime,
) -> Evasion:
    """Say that a unit knew of a fact and did not report it; the unit is heard first.

    :param signal: what was known, of a time before the unit's report
    :param days: working days in which the unit may speak
    :raises RegulationBroken: CG-01 it nominated, CG-14 said before, CG-16 to CG-18 what it rests
        on, CG-03, CG-15 too few words
    """
    campaign, today = lock(round_.campaign), dates.legal_day(at)
    permissions.record_measure.check(by, campaign)
    report = queries.report_of(round_, unit, on=today)
    told.unit_nominated_nobody.check(report)
    rules.unit_could_know.check(signal, unit.pk, getattr(report, "reported_on", None) or today)
    closed = Challenge.objects.filter(round=round_, unit=unit, closed_at__isnull=False)
    rules.was_looked_into.check(closed.exists(), signal.practice)
    sent = {"campaign": campaign, "cadre": signal.cadre_id, "submitted_at__isnull": False}
    rules.person_was_kept_back.check(Nomination.objects.filter(**sent))
    said = {"reason": reason, "material": material, "by": by, "at": at}
    place = {"campaign": campaign, "round": round_, "unit": unit, "challenge": closed.first()}
    until = dates.add_working_days(today, days)
    return _record(
        EvasionKind.CONCEALED, signal=signal, hear_days=days, hear_until_on=until, **place, **said
    )


def _record(
    kind: str, *, reason: str, material: str, by: Any, at: datetime, **given: Any
) -> Evasion:
    same = {"round": given["round"], "unit": given["unit"], "kind": kind, "withdrawn_at": None}
    rules.is_not_held_yet.check(Evasion.objects.filter(**same))
    told.challenge_is_told.check(reason)
    rules.material_is_named.check(material)
    given |= {"reason": reason.strip(), "material": material.strip()}
    row = Evasion.objects.create(kind=kind, recorded_by=by, recorded_at=at, **given)
    trail.record(row, "record_evasion", by=by, at=at, kind=kind)
    return row


@transaction.atomic
def say(evasion: Evasion, *, said: str, by: Any, at: datetime) -> Evasion:
    """Speak for the unit, once, by its head.

    :raises RegulationBroken: CG-03 too few words, CG-20 said before, or over
    """
    row = lock(evasion)
    permissions.sign_zero_report.check(by, row.unit)
    rules.takes_words.check(row)
    told.challenge_is_told.check(said)
    row.said, row.said_by, row.said_at = said.strip(), by, at
    row.save(update_fields=["said", "said_by", "said_at"])
    trail.record(row, "answer_evasion", by=by, at=at)
    return row


@transaction.atomic
def confirm(evasion: Evasion, *, reason: str, by: Any, at: datetime) -> Evasion:
    """Confirm a concealment, by somebody else than who recorded it.

    :raises NotAllowed: the one who recorded it
    :raises RegulationBroken: CG-03 no reason, CG-16 the signal was withdrawn since, CG-18 the
        person was nominated since, CG-19 not heard, CG-21 confirmed or withdrawn
    """
    campaign, row = lock(evasion.campaign), lock(evasion)
    permissions.confirm_evasion.check(by, row)
    rules.awaits_confirmation.check(row)
    rules.unit_was_heard.check(row, dates.legal_day(at))
    signal: Any = row.signal
    rules.unit_could_know.check(signal, row.unit_id, dates.legal_day(row.recorded_at))
    sent = {"campaign": campaign, "cadre": signal.cadre_id, "submitted_at__isnull": False}
    rules.person_was_kept_back.check(Nomination.objects.filter(**sent))
    told.challenge_is_told.check(reason)
    row.confirmed_reason, row.confirmed_by, row.confirmed_at = reason.strip(), by, at
    row.save(update_fields=["confirmed_reason", "confirmed_by", "confirmed_at"])
    trail.record(row, "confirm_evasion", by=by, at=at)
    return row


@transaction.atomic
def withdraw(evasion: Evasion, *, reason: str, by: Any, at: datetime) -> Evasion:
    """Withdraw it, and every measure that was taken on it.

    :raises RegulationBroken: CG-03 no reason, CG-22 withdrawn before
    """
    lock(evasion.campaign)
    row = lock(evasion)
    permissions.withdraw_evasion.check(by, row)
    rules.is_not_withdrawn.check(row)
    told.challenge_is_told.check(reason)
    row.withdrawn_reason, row.withdrawn_by, row.withdrawn_at = reason.strip(), by, at
    row.save(update_fields=["withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    trail.record(row, "withdraw_evasion", by=by, at=at)
    for measure in row.measures.filter(withdrawn_at=None):
        measure.withdrawn_reason = row.withdrawn_reason
        measure.withdrawn_by, measure.withdrawn_at = by, at
        measure.save(update_fields=["withdrawn_reason", "withdrawn_by", "withdrawn_at"])
        trail.record(measure, "withdraw_measure", by=by, at=at, evasion=row.pk)
    return row
