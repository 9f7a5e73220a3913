"""协办查阅: asked for a named helper, approved by another hand, ended by the clock or before."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core.audit import trail
from core.notify import telling
from core.workflow.engine import lock
from recall.enums.helpers import HelperTold
from recall.models import Case, HelperAccess
from recall.permissions import helpers as may
from recall.queries import helpers
from recall.queries.nominations import interested_ids
from recall.regulations import helpers as rules


@transaction.atomic
def ask(
    case: Case,
    *,
    helper: Any,
    reason: str,
    days: int,
    withheld_basis: str = "",
    by: Any,
    at: datetime,
) -> HelperAccess:
    """Ask that somebody of another division may read a case for some days.

    :param withheld_basis: the law by which the person is not told; empty: they are told
    :raises RegulationBroken: HA-01 no reason, HA-02 no staff, HA-03 sees it anyway, HA-04 an
        interest, HA-05 too long, HA-09 asked already
    """
    case = lock(case)
    may.ask_for_helper.check(by, case)
    rules.help_is_told.check(reason)
    rules.help_is_short.check(days)
    rules.helper_is_staff.check(helper)
    rules.helper_has_no_interest.check(helper, interested_ids(case.nomination))
    rules.helper_sees_nothing_yet.check(helper.pk == by.pk or helpers.sees(helper, case, at=at))
    rules.none_waits.check(HelperAccess.objects.waiting().filter(case=case, helper=helper))
    row = HelperAccess.objects.create(
        case=case,
        helper=helper,
        reason=reason.strip(),
        days=days,
        withheld_basis=withheld_basis.strip(),
        asked_by=by,
        asked_at=at,
    )
    trail.record(row, "ask_helper", by=by, at=at, days=days)
    telling.tell(HelperTold.TO_APPROVE, row, to=helpers.approvers(row, at=at), by=by, at=at)
    return row


@transaction.atomic
def approve(access: HelperAccess, *, by: Any, at: datetime) -> HelperAccess:
    """Open the view; it closes by the clock. The person is told unless a law forbids it.

    :raises RegulationBroken: HA-02 no staff any more, HA-04 an interest by now, HA-06 answered
    """
    row = _answered_by(access, by)
    rules.helper_is_staff.check(row.helper)
    rules.helper_has_no_interest.check(row.helper, interested_ids(row.case.nomination))
    row.approved_by, row.approved_at = by, at
    row.until_at = at + timedelta(days=row.days)
    row.save(update_fields=["approved_by", "approved_at", "until_at"])
    trail.record(row, "approve_helper", by=by, at=at, days=row.days)
    telling.tell(HelperTold.ANSWERED, row, to=[row.asked_by], by=by, at=at)
    telling.tell(HelperTold.OPENED, row, to=[row.helper], by=by, at=at)
    telling.tell(HelperTold.READS_YOURS, row, to=[row.case.subject], by=by, at=at)
    return row


@transaction.atomic
def refuse(access: HelperAccess, *, reason: str, by: Any, at: datetime) -> HelperAccess:
    """Refuse the view, with the reason.

    :raises RegulationBroken: HA-06 answered, HA-08 no reason
    """
    row = _answered_by(access, by)
    rules.refusal_is_told.check(reason)
    row.refused_reason, row.refused_by, row.refused_at = reason.strip(), by, at
    row.save(update_fields=["refused_reason", "refused_by", "refused_at"])
    trail.record(row, "refuse_helper", by=by, at=at)
    telling.tell(HelperTold.ANSWERED, row, to=[row.asked_by], by=by, at=at)
    return row


def _answered_by(access: HelperAccess, by: Any) -> HelperAccess:
    lock(access.case)
    row = lock(access)
    may.approve_helper.check(by, row)
    rules.access_waits.check(row)
    return row


@transaction.atomic
def end(access: HelperAccess, *, by: Any, at: datetime) -> HelperAccess:
    """Take the view back before its time.

    :raises RegulationBroken: HA-07 it does not run
    """
    row = lock(access)
    may.end_helper.check(by, row)
    rules.access_runs.check(row, at)
    row.ended_by, row.ended_at = by, at
    row.save(update_fields=["ended_by", "ended_at"])
    trail.record(row, "end_helper", by=by, at=at)
    return row
