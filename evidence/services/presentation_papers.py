"""What members and commentators write in a show-and-compare round: reports, comments, recusals."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions
from evidence.models import (
    PresentationComment,
    PresentationMember,
    PresentationRecusal,
    PresentationReport,
    PresentationValue,
)
from evidence.queries import presentations as figures
from evidence.regulations import presentations as rules


@transaction.atomic
def report(
    member: PresentationMember,
    *,
    done: str,
    problems: str,
    next_steps: str,
    values: dict[int, Decimal],
    by: Any,
    at: datetime,
) -> PresentationReport:
    """晒: write a member's report with its numbers, or correct it until it is shown.

    :param values: indicator id → number
    :raises NotAllowed: neither the person, nor the unit's clerk, nor who keeps the round
    :raises RegulationBroken: PR-09 not the time, PR-10 too few words, PR-11 a number is missing
    """
    row = lock(member.round)
    permissions.write_report.check(by, member)
    rules.takes_reports.check(row)
    words = {"done": done.strip(), "problems": problems.strip(), "next_steps": next_steps.strip()}
    rules.words_are_enough.check(*words.values())
    wanted = row.indicators.values_list("pk", flat=True)
    rules.every_indicator_has_a_number.check(values.keys(), wanted)
    written, _new = PresentationReport.objects.update_or_create(
        member=member, defaults=words | {"written_by": by, "written_at": at}
    )
    for indicator, value in values.items():
        PresentationValue.objects.update_or_create(
            member=member, indicator_id=indicator, defaults={"value": value}
        )
    trail.record(written, "write_report", by=by, at=at, member=member.pk)
    return written


@transaction.atomic
def enter_number(
    member: PresentationMember, *, indicator: int, value: Decimal, by: Any, at: datetime
) -> PresentationValue:
    """晒: enter one number of a member from the office's figures, or correct it until it is shown.

    The report is not written by it: the words are the member's, and so is the last word.

    :param indicator: its id
    :raises NotAllowed: in a round in which one shows oneself
    :raises RegulationBroken: PR-09, not the time
    """
    row = lock(member.round)
    permissions.keep_round.check(by, row)
    rules.takes_reports.check(row)
    made, _new = PresentationValue.objects.update_or_create(
        member=member, indicator=row.indicators.get(pk=indicator), defaults={"value": value}
    )
    trail.record(made, "enter_round_number", by=by, at=at, round=row.pk)
    return made


@transaction.atomic
def comment(
    member: PresentationMember, *, score: Decimal, reason: str, by: Any, at: datetime
) -> PresentationComment:
    """评: score a member and say why, once.

    :param score: 0 to the round's highest
    :raises NotAllowed: without a seat
    :raises RegulationBroken: PR-10 too few words, PR-17 not open, PR-18 did not state, PR-19 out
        of range, PR-20 tied or recused, PR-21 given already
    """
    row, member = lock(member.round), lock(member)
    permissions.comment_in_round.check(by, row)
    rules.takes_comments.check(row)
    rules.has_stated.check(member)
    seat = row.seats.get(user=by)
    tied = figures.ties([seat], [member]).get((seat.pk, member.pk), "")
    rules.commentator_is_free_of_ties.check(tied)
    rules.has_not_commented.check(seat.comments.filter(member=member))
    rules.score_is_in_range.check(score, row.highest)
    rules.words_are_enough.check(reason)
    made = seat.comments.create(member=member, score=score, reason=reason.strip(), at=at)
    trail.record(made, "comment_in_round", by=by, at=at, round=row.pk)
    return made


@transaction.atomic
def recuse(
    member: PresentationMember, *, reason: str, by: Any, at: datetime
) -> PresentationRecusal:
    """Let a commentator have nothing to do with a member; twice is once.

    :raises NotAllowed: without a seat
    :raises RegulationBroken: PR-10 too few words, PR-21 commented already, PR-22 not the time
    """
    row = lock(member.round)
    permissions.comment_in_round.check(by, row)
    rules.takes_recusals.check(row)
    rules.words_are_enough.check(reason)
    seat = row.seats.get(user=by)
    rules.has_not_commented.check(seat.comments.filter(member=member))
    made, is_new = seat.recusals.get_or_create(
        member=member, defaults={"reason": reason.strip(), "at": at}
    )
    if is_new:
        trail.record(made, "recuse_in_round", by=by, at=at, round=row.pk)
    return made
