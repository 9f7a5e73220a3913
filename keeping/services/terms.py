"""Acts on terms of keeping: one proposes a longer one, another decides."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from keeping import permissions, regulations
from keeping.models import Term
from keeping.queries import schedule
from keeping.queries import terms as queries
from units.models import Jurisdiction


@transaction.atomic
def propose(
    division: Jurisdiction, *, kind: str, years: int, reason: str, by: Any, at: datetime
) -> Term:
    """Propose for how many years a division keeps a kind of record.

    :raises NotAllowed: not an administrator of the division
    :raises RegulationBroken: RT-01 too short or too long, RT-02 no reason
    :raises StateConflict: a proposal for the kind waits already
    """
    division = lock(division)
    permissions.propose_term.check(by, division)
    least = queries.floor(division, kind)
    regulations.years_are_allowed.check(years, least, schedule.limit(kind))
    regulations.term_is_explained.check(reason)
    if Term.objects.waiting().filter(division=division, kind=kind).exists():
        raise StateConflict(_("这一种材料已有待审批的调整，请先审批。"))
    row = Term.objects.create(
        division=division,
        kind=kind,
        years=years,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    trail.record(row, "propose_term", by=by, at=at, scope=division.code, years=years)
    return row


@transaction.atomic
def decide(term: Term, *, is_confirmed: bool, by: Any, at: datetime) -> Term:
    """Confirm or refuse a proposed term; it holds from now on, for what is not removed yet.

    :raises NotAllowed: not of the division's heads, or the proposer
    :raises RegulationBroken: RT-01, the prefecture set a longer one meanwhile
    :raises StateConflict: decided already
    """
    lock(term.division)
    row = lock(term)
    permissions.decide_term.check(by, row)
    if row.decided_at is not None:
        raise StateConflict(_("这项调整已经审批。"))
    if is_confirmed:
        least = queries.floor(row.division, row.kind)
        regulations.years_are_allowed.check(row.years, least, schedule.limit(row.kind))
    row.is_confirmed, row.decided_by, row.decided_at = is_confirmed, by, at
    row.save(update_fields=["is_confirmed", "decided_by", "decided_at"])
    act = "confirm_term" if is_confirmed else "refuse_term"
    trail.record(row, act, by=by, at=at, scope=row.division.code, years=row.years)
    return row
