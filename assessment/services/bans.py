"""Acts on bans: opened with the serving, lifted with a reason, asked about one by one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessment import permissions
from assessment.enums import LEAVING, BanKind, OutcomeKind
from assessment.models import Ban, BanInquiry, Outcome
from assessment.queries import bans as queries
from assessment.queries.observations import in_force_since
from assessment.regulations import after as rules
from core import dates
from core.audit import trail
from core.workflow.engine import lock


def open_(outcome: Outcome, *, by: Any, at: datetime) -> list[Ban]:
    """Open the bans of an outcome in force to its last day of effect, in the caller's transaction.

    An outcome without such a day, or whose day is over, opens none; nor does one that is observed
    still, ends the service or passes the matter on.
    """
    since, until = in_force_since(outcome), outcome.effect_until_on
    is_over = since is None or until is None or until < since
    if is_over or outcome.kind in (*LEAVING, OutcomeKind.REFER):
        return []
    scheme = str(outcome.case.campaign.scheme_version.scheme)
    basis = "、".join([scheme, *outcome.basis])[:400]
    rules.ban_ends_with_basis.check(since, until, basis)
    told = {"outcome": outcome, "case_id": outcome.case_id, "from_on": since}
    told |= {"until_on": until, "basis": basis, "opened_by": by, "opened_at": at}
    return Ban.objects.bulk_create([Ban(kind=kind, **told) for kind in BanKind])


def _lift(row: Ban, reason: str, by: Any, at: datetime) -> Ban:
    row.lifted_on, row.lifted_reason = dates.legal_day(at), reason.strip()[:200]
    row.lifted_by, row.lifted_at = by, at
    row.save(update_fields=["lifted_on", "lifted_reason", "lifted_by", "lifted_at"])
    trail.record(row, "lift_ban", by=by, at=at)
    return row


@transaction.atomic
def lift(ban: Ban, *, reason: str, by: Any, at: datetime) -> Ban:
    """End a ban before its day.

    :raises RegulationBroken: BN-04 no reason, or it is over already
    """
    case = lock(ban.case)
    row = lock(ban)
    permissions.keep_after.check(by, case)
    holds = row.lifted_at is None and row.until_on >= dates.legal_day(at)
    rules.lifting_is_explained.check(reason, holds)
    return _lift(row, reason, by, at)


def fall(outcome: Outcome, *, reason: str, by: Any, at: datetime) -> None:
    """End what an outcome opened that an appeal set aside, in the caller's transaction."""
    for row in Ban.objects.filter(outcome=outcome, lifted_at=None):
        _lift(row, reason, by, at)


@transaction.atomic
def ask(
    user: Any,
    *,
    name: str,
    kind: str,
    purpose: str,
    by: Any,
    at: datetime,
    born_on: date | None = None,
) -> BanInquiry:
    """Ask whether one person may be put up; the question is kept with its answer.

    :raises RegulationBroken: BN-02 nobody or several of that name within one's rights, BN-03 no
        purpose
    """
    permissions.ask_ban.check(by, user)
    rules.purpose_is_told.check(purpose)
    people = queries.found(by, name=name, born_on=born_on)
    rules.one_person_is_found.check(len(people))
    told = queries.answer(people[0], kind, dates.legal_day(at))
    row = BanInquiry.objects.create(
        cadre=people[0],
        kind=kind,
        purpose=purpose.strip(),
        asked_by=by,
        asked_at=at,
        answer=told.answer,
        until_on=told.until_on,
        basis=told.basis,
    )
    trail.record(row, "ask_ban", by=by, at=at, kind=kind)
    return row
