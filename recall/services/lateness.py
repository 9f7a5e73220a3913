"""Letting a report in that came after its round's window."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions
from recall.enums import NominationState
from recall.models import Nomination
from recall.regulations import lateness as rules


@transaction.atomic
def admit(nomination: Nomination, *, why: str, by: Any, at: datetime) -> Nomination:
    """Let a late nomination in, with a reason; only then can it be found to match or not.

    :raises RegulationBroken: RC-44 in time or let in before, RC-45 no reason
    :raises StateConflict: it does not wait for verification
    """
    nomination = lock(nomination)
    permissions.admit_late.check(by, nomination)
    if nomination.state != NominationState.SUBMITTED:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能准予受理。") % {"state": nomination.get_state_display()}
        )
    rules.waits_to_be_let_in.check(nomination)
    rules.letting_in_is_explained.check(why)
    nomination.admitted_by, nomination.admitted_at = by, at
    nomination.admitted_why = why.strip()
    nomination.save()
    trail.record(nomination, "admit_late", by=by, at=at)
    return nomination
