"""Acts on holds: placed on a person, a matter or a campaign; lifted by somebody else."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cadres.models import Cadre
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from keeping import permissions, regulations
from keeping.models import Hold
from recall.models import Campaign, Nomination

_NAMES = {Cadre: "cadre", Nomination: "nomination", Campaign: "campaign"}


@transaction.atomic
def place(
    subject: Cadre | Nomination | Campaign, *, reference: str, reason: str, by: Any, at: datetime
) -> Hold:
    """Keep what is held from being removed, from today until somebody else lifts it.

    The row is locked first, as the removal locks it: a hold is placed before it or not at all.

    :raises NotAllowed: no role for it in the county, or the own matter
    :raises RegulationBroken: RT-03, no number of the order or no reason
    :raises StateConflict: it was removed meanwhile
    """
    try:
        row = lock(subject)
    except type(subject).DoesNotExist as error:
        raise StateConflict(_("材料已经销毁，不能再保全。")) from error
    permissions.place_hold.check(by, row)
    regulations.hold_is_explained.check(reference, reason)
    hold = Hold.objects.create(
        county=permissions.county_of(row),
        reference=reference.strip(),
        reason=reason.strip(),
        from_on=dates.legal_day(at),
        placed_by=by,
        placed_at=at,
        **{_NAMES[type(row)]: row},
    )
    trail.record(hold, "place_hold", by=by, at=at, scope=hold.county.code)
    return hold


@transaction.atomic
def lift(hold: Hold, *, reason: str, by: Any, at: datetime) -> Hold:
    """Let a hold go; the next night's look lists again what it kept.

    :raises NotAllowed: no role for it in the county, or the one who placed it
    :raises RegulationBroken: RT-04, no reason
    :raises StateConflict: lifted already
    """
    row = lock(hold)
    permissions.lift_hold.check(by, row)
    regulations.lifting_is_explained.check(reason)
    if row.lifted_at is not None:
        raise StateConflict(_("这项保全已经解除。"))
    row.lifted_reason, row.lifted_by, row.lifted_at = reason.strip(), by, at
    row.save(update_fields=["lifted_reason", "lifted_by", "lifted_at"])
    trail.record(row, "lift_hold", by=by, at=at, scope=row.county.code)
    return row
