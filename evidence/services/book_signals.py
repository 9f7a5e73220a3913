"""Signals of a final period: raised by a person who has seen who and why."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import Practice
from evidence.models import BookPeriod, Signal
from evidence.queries import candidates
from evidence.services import signals


@transaction.atomic
def raise_for(period: BookPeriod, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody whom the rule names and nothing leaves out; twice is once.

    :raises RegulationBroken: PT-16 not final yet, PT-17 the rule names no ground
    """
    period = lock(period)
    permissions.keep_book.check(by, period.book)
    regulations.period_is_final.check(period)
    rule = period.rule
    regulations.rule_names_a_ground.check(rule)
    return [
        signals.raise_(
            one.member.cadre,
            practice=Practice(period.book.kind),
            source_pk=period.pk,
            ground=rule.ground,  # type: ignore[union-attr]
            value=one.value,
            said=f"{period.book.title}（{period.from_on:%Y-%m}）：{one.said}"[:200],
            rule=f"{period.book.title} 第 {rule.number} 版（{period.book.document_number}）"[:120],  # type: ignore[union-attr]
            rows=candidates.lines(one.member, period),
            from_on=period.from_on,
            until_on=period.until_on,
            by=by,
            at=at,
        )
        for one in candidates.of_period(period)
        if not one.left_out and one.member.cadre.user_id != by.pk
    ]
