"""The unit's word on a flag of the comparison; it stays with the nomination."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from recall import regulations
from recall.models import FlagAnswer, Nomination
from recall.queries import fairness
from recall.services.nominations import editable


@transaction.atomic
def explain(
    nomination: Nomination, *, flag: str, measure: str, reason: str, by: Any, at: datetime
) -> FlagAnswer:
    """Say why the unit nominates in spite of a flag; the figures of today are kept with it.

    :param measure: code of the measure behind the flag, empty for one of several measures
    :raises RegulationBroken: RD-02 the flag does not stand, RD-03 too short a reason
    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = editable(nomination, hand=by)
    flags = fairness.compare(nomination, on=dates.legal_day(at)).flags
    found = next((one for one in flags if (one.kind, one.measure) == (flag, measure)), None)
    regulations.flag_stands.check(found)
    regulations.flag_reason_is_told.check(reason)
    row = FlagAnswer.objects.create(
        nomination=nomination,
        flag=flag,
        measure=measure,
        figures=found.figures if found else {},
        reason=reason.strip(),
        given_by=by,
        given_at=at,
    )
    nomination.save()
    trail.record(nomination, "explain_flag", by=by, at=at, answer=row.pk)
    return row
