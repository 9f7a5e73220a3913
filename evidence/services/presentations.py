"""Show-and-compare rounds: drawn up, settled, shown, stated, closed; a closed one may name."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.audit import trail
from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions
from evidence.enums import Practice
from evidence.models import (
    PresentationComment,
    PresentationIndicator,
    PresentationMember,
    PresentationRound,
    PresentationSeat,
    Signal,
)
from evidence.queries import presentations as figures
from evidence.regulations import presentations as rules
from evidence.services import signals


@transaction.atomic
def draw_up(county: Any, *, unit: Any, by: Any, at: datetime, **given: Any) -> PresentationRound:
    """Begin a round of a unit, or of a whole county with `unit` None.

    :param given: title, basis, from_on, until_on, session_on; highest score; line and ground, or
        both None; smallest, values without which nobody is compared, and least, comments without
        which there is no mean, each at least 5
    :raises RegulationBroken: PR-01 the title stands, PR-02 the days, PR-03 half a line
    """
    row = PresentationRound(county=county, unit=unit, drawn_up_by=by, drawn_up_at=at, **given)
    permissions.keep_round.check(by, row)
    same = PresentationRound.objects.filter(county=county, unit=unit, title=row.title)
    rules.round_is_new.check(same)
    rules.round_has_days.check(row.from_on, row.until_on, row.session_on)
    rules.line_names_a_ground.check(row.line, row.ground, row.highest)
    row.save()
    trail.record(row, "draw_up_round", by=by, at=at)
    return row


def _draft(row: PresentationRound, by: Any) -> PresentationRound:
    row = lock(row)
    permissions.keep_round.check(by, row)
    rules.round_is_draft.check(row)
    return row


@transaction.atomic
def add_indicator(
    row: PresentationRound, *, by: Any, at: datetime, **given: Any
) -> PresentationIndicator:
    """Name one more number that everybody shows.

    :param given: name, measure (its unit), higher_is_better
    :raises RegulationBroken: PR-04 settled, PR-06 named already
    """
    row = _draft(row, by)
    rules.is_not_listed.check(row.indicators.filter(name=given["name"]))
    made = row.indicators.create(**given)
    trail.record(made, "add_round_indicator", by=by, at=at, round=row.pk)
    return made


@transaction.atomic
def add_member(row: PresentationRound, *, cadre: Any, by: Any, at: datetime) -> PresentationMember:
    """Put a person among those who show and state.

    :raises NotAllowed: oneself
    :raises RegulationBroken: PR-04 settled, PR-05 of another place, PR-06 in already, PR-07 has a
        seat
    """
    row = _draft(row, by)
    permissions.score_target.check(by, cadre)
    rules.member_is_within.check(cadre, row)
    rules.is_not_listed.check(row.members.filter(cadre=cadre))
    rules.not_on_both_sides.check(row.seats.filter(user__cadre=cadre))
    made = row.members.create(cadre=cadre, unit=cadre.unit)
    trail.record(made, "add_round_member", by=by, at=at, round=row.pk)
    return made


@transaction.atomic
def seat(row: PresentationRound, *, user: Any, by: Any, at: datetime) -> PresentationSeat:
    """Seat a commentator.

    :raises RegulationBroken: PR-04 settled, PR-06 seated already, PR-07 is a member
    """
    row = _draft(row, by)
    rules.is_not_listed.check(row.seats.filter(user=user))
    rules.not_on_both_sides.check(row.members.filter(cadre__user=user))
    made = row.seats.create(user=user)
    trail.record(made, "seat_in_round", by=by, at=at, round=row.pk, user=user.pk)
    return made


@transaction.atomic
def drop(row: PresentationRound, *, line: Any, by: Any, at: datetime) -> PresentationRound:
    """Take an indicator, a member or a seat of the round out again.

    :raises RegulationBroken: PR-04, settled
    """
    row = _draft(row, by)
    trail.record(line, "drop_from_round", by=by, at=at, round=row.pk)
    line.delete()
    return row


@transaction.atomic
def settle(row: PresentationRound, *, by: Any, at: datetime) -> PresentationRound:
    """Fix rules, indicators, members and seats; reports are taken from now on.

    :raises RegulationBroken: PR-04 settled before, PR-08 something is missing
    """
    row = _draft(row, by)
    lines = row.indicators.count(), row.members.count(), row.seats.count()
    rules.round_is_whole.check(*lines, row.least)
    return _step(row, "settled", "settle_round", by, at)


def _step(row: PresentationRound, hand: str, act: str, by: Any, at: datetime) -> PresentationRound:
    setattr(row, f"{hand}_by", by)
    setattr(row, f"{hand}_at", at)
    row.save(update_fields=[f"{hand}_by", f"{hand}_at"])
    trail.record(row, act, by=by, at=at)
    return row


@transaction.atomic
def show(row: PresentationRound, *, by: Any, at: datetime) -> PresentationRound:
    """晒: show the reports to members and commentators; they stay as they are.

    :raises RegulationBroken: PR-09 not the time, PR-12 somebody has not reported
    """
    row = lock(row)
    permissions.keep_round.check(by, row)
    rules.takes_reports.check(row)
    rules.everybody_reported.check(figures.unreported(row, on=legal_day(at)))
    return _step(row, "shown", "show_reports", by, at)


@transaction.atomic
def record_statement(
    member: PresentationMember, *, statement: str, absence: str, by: Any, at: datetime
) -> PresentationMember:
    """述: write down that a member stated at the session, or was absent and why.

    :raises NotAllowed: about oneself
    :raises RegulationBroken: PR-13 not the time, PR-14 before the day, PR-15 absent without reason
    """
    row = lock(member.round)
    member = lock(member)
    permissions.keep_round.check(by, row)
    rules.takes_statements.check(row)
    rules.session_has_come.check(row, legal_day(at))
    rules.absence_has_a_reason.check(statement, absence)
    member.statement, member.absence = statement, absence.strip()
    member.recorded_by, member.recorded_at = by, at
    member.save(update_fields=["statement", "absence", "recorded_by", "recorded_at"])
    trail.record(member, "record_statement", by=by, at=at, statement=statement)
    return member


@transaction.atomic
def begin_comments(row: PresentationRound, *, by: Any, at: datetime) -> PresentationRound:
    """End the session and open the comments.

    :raises RegulationBroken: PR-13 not the time, PR-16 somebody is not recorded
    """
    row = lock(row)
    permissions.keep_round.check(by, row)
    rules.takes_statements.check(row)
    rules.everybody_is_recorded.check(row.members.filter(statement="").count())
    return _step(row, "stated", "begin_comments", by, at)


@transaction.atomic
def close(row: PresentationRound, *, by: Any, at: datetime) -> PresentationRound:
    """End the comments; from now on each member reads what they come to.

    A comment by whom kinship ties by now, entered after it was given, is taken out first.

    :raises RegulationBroken: PR-17, comments are not open
    """
    row = lock(row)
    permissions.keep_round.check(by, row)
    rules.takes_comments.check(row)
    tied = figures.ties(list(row.seats.all()), list(row.members.all()))
    for comment in PresentationComment.objects.filter(member__round=row):
        if (comment.seat_id, comment.member_id) in tied:
            trail.record(comment, "drop_tied_comment", by=by, at=at, round=row.pk)
            comment.delete()
    return _step(row, "closed", "close_round", by, at)


@transaction.atomic
def raise_for(row: PresentationRound, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody under the line with enough comments; twice is once.

    :raises RegulationBroken: PR-23 not closed, PR-24 the round has no line
    """
    row = lock(row)
    permissions.keep_round.check(by, row)
    rules.round_is_closed.check(row)
    rules.makes_signals.check(row)
    return [
        signals.raise_(
            one.cadre,
            practice=Practice.PRESENTATION,
            source_pk=row.pk,
            ground=row.ground,
            value=one.mean or Decimal(0),
            said=f"{row.title}：{one.said}"[:200],
            rule=f"{row.title}（{row.basis}）"[:120],
            rows=one.rows,
            from_on=row.from_on,
            until_on=row.session_on,
            by=by,
            at=at,
        )
        for one in figures.candidates(row, on=legal_day(at))
        if not one.left_out
    ]
