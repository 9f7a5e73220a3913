"""Challenges to units without nominations: raised, drawn by lot, answered, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall import permissions
from recall.enums import ChallengeOrigin
from recall.models import Challenge, RiskSample, Round, UnitMeasure
from recall.queries import challenges as queries
from recall.queries import risks
from recall.regulations import challenges as rules


@transaction.atomic
def raise_(
    round_: Round, *, unit: Any, origin: str, reason: str, days: int, by: Any, at: datetime
) -> Challenge:
    """Ask a unit that nominated nobody in a round to explain or to nominate.

    What is known of the unit is frozen as numbers by practice.

    :param days: working days to answer
    :raises RegulationBroken: CG-01 it did nominate, CG-02 asked already, CG-03 no reason
    """
    campaign = lock(round_.campaign)
    permissions.record_measure.check(by, campaign)
    today = dates.legal_day(at)
    rules.unit_nominated_nobody.check(queries.report_of(round_, unit, on=today))
    rules.no_open_challenge.check(Challenge.objects.open().filter(round=round_, unit=unit))
    rules.challenge_is_told.check(reason)
    seen = queries.signals(campaign, {unit.pk}, on=today).get(unit.pk, [])
    row = Challenge.objects.create(
        campaign=campaign,
        round=round_,
        unit=unit,
        origin=origin,
        reason=reason.strip(),
        seen=seen,
        days=days,
        due_on=dates.add_working_days(today, days),
        raised_by=by,
        raised_at=at,
    )
    trail.record(row, "raise_challenge", by=by, at=at, origin=origin)
    return row


@transaction.atomic
def draw(
    round_: Round, *, size: int, seed: str, days: int, by: Any, at: datetime
) -> list[Challenge]:
    """Draw units without nominations by lot, once in a round, and ask each of them.

    What others found of a unit gives it more tickets (queries.risks).

    :param seed: any words; kept, so that everybody can draw the same units again
    :raises RegulationBroken: CG-04 too few or too many, CG-05 drawn before
    """
    campaign = lock(round_.campaign)
    permissions.record_measure.check(by, campaign)
    rules.sample_is_drawn_once.check(RiskSample.objects.filter(round=round_))
    quiet = queries.quiet(campaign, on=dates.legal_day(at))
    units = {
        one.report.unit.pk: one.report.unit
        for one in quiet
        if one.report.round.pk == round_.pk and one.challenge is None
    }
    pool = sorted(units)
    rules.sample_fits.check(size, pool)
    known = risks.weights(campaign, set(pool), on=dates.legal_day(at))
    told = {"seed": seed, "size": size, "pool": pool, "drawn_by": by, "drawn_at": at}
    told["known"] = {str(pk): known[pk] for pk in pool if known[pk]}
    sample = RiskSample.objects.create(round=round_, **told)
    trail.record(sample, "draw_sample", by=by, at=at, size=size)
    chosen = risks.drawn({pk: risks.tickets(known[pk]) for pk in pool}, seed=seed, size=size)
    reason = f"随机抽查（种子 {seed}）：请逐人核对后说明没有提名人选的理由，或者补报。"
    ask = {"origin": ChallengeOrigin.SAMPLE, "reason": reason, "days": days, "by": by, "at": at}
    return [raise_(round_, unit=units[pk], **ask) for pk in chosen]


@transaction.atomic
def answer(challenge: Challenge, *, answer: str, text: str, by: Any, at: datetime) -> Challenge:
    """Answer for the unit, signed by its head.

    :raises RegulationBroken: CG-03 no reason, CG-06 answered or closed, CG-07 nobody nominated
    """
    row = lock(challenge)
    permissions.sign_zero_report.check(by, row.unit)
    rules.takes_an_answer.check(row)
    rules.answer_rests_on_a_nomination.check(answer, queries.has_nominated(row))
    rules.challenge_is_told.check(text)
    row.answer, row.answer_text, row.answered_by, row.answered_at = answer, text.strip(), by, at
    row.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    trail.record(row, "answer_challenge", by=by, at=at, answer=answer)
    return row


@transaction.atomic
def close(challenge: Challenge, *, outcome: str, reason: str, by: Any, at: datetime) -> Challenge:
    """Close a challenge once it is answered or its term is over.

    :raises RegulationBroken: CG-03 no reason, CG-06 closed before, CG-08 too early, CG-09 the
        outcome does not fit the answer
    """
    campaign, row = lock(challenge.campaign), lock(challenge)
    permissions.record_measure.check(by, campaign)
    rules.challenge_is_open.check(row)
    rules.may_be_closed.check(row, dates.legal_day(at))
    rules.outcome_fits_the_answer.check(row, outcome)
    rules.challenge_is_told.check(reason)
    row.outcome, row.outcome_reason, row.closed_by, row.closed_at = outcome, reason.strip(), by, at
    row.save(update_fields=["outcome", "outcome_reason", "closed_by", "closed_at"])
    trail.record(row, "close_challenge", by=by, at=at, outcome=outcome)
    return row


@transaction.atomic
def close_measure(measure: UnitMeasure, *, note: str, by: Any, at: datetime) -> UnitMeasure:
    """Close a measure on a unit: what it did about it.

    :raises RegulationBroken: CG-03 no words, CG-11 closed before
    """
    campaign, row = lock(measure.campaign), lock(measure)
    permissions.record_measure.check(by, campaign)
    rules.measure_is_open.check(row)
    rules.challenge_is_told.check(note)
    row.closed_note, row.closed_by, row.closed_at = note.strip(), by, at
    row.save(update_fields=["closed_note", "closed_by", "closed_at"])
    trail.record(row, "close_measure", by=by, at=at)
    return row
