"""Signals by a clause's numeric trigger: raised for those whom a person chose after looking."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.enums import Role
from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions
from evidence.models import Signal
from evidence.queries import metrics
from evidence.regulations import metrics as rules
from evidence.services import signals
from schemes.models import Clause
from schemes.queries import versions


@transaction.atomic
@translation.override("zh-hans")  # what a signal says may go onto paper
def raise_by_clause(
    clause: Clause, *, cadre: Any, place: int, source: int, by: Any, at: datetime
) -> Signal:
    """Raise the signal of one person whom the clause's trigger names today, at one source.

    :param place: which condition of the trigger, from 1
    :param source: key of the practice's row behind the number
    :raises NotAllowed: not the administrator of a county that the clause rules
    :raises RegulationBroken: TN-01 the clause is not in force or has no trigger, TN-02 the person
        is not named, or left out
    """
    on = legal_day(at)
    clause, cadre = lock(clause), lock(cadre)
    rules.trigger_is_in_force.check(clause, versions.in_force(clause.version.scheme, on))
    within = metrics.scope(clause, counties=by.counties(Role.COUNTY_ADMIN), on=on)
    permissions.raise_by_clause.check(by, within)
    found = metrics.look(clause, within=within, by=by).named
    one = metrics.at_source(found, cadre=cadre.pk, place=place, source=source)
    rules.is_named.check(one)
    return _raise(clause, one, by=by, at=at)


def _raise(clause: Clause, one: Any, *, by: Any, at: datetime) -> Signal:
    row = one.reading
    return signals.raise_(
        one.cadre,
        practice=one.source.practice,
        source_pk=row.source,
        ground=clause.ground,
        value=one.value,
        said=f"{one.said}，达到“{one.condition.label}”"[:200],
        rule=metrics.rule(clause, one.condition),
        rows=row.lines(),
        from_on=row.from_on,
        until_on=row.until_on,
        by=by,
        at=at,
    )
