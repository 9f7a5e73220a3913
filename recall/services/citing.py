"""Which clause a fact cites: that of its day, and only one that is for the person."""

from datetime import date
from typing import Any

from recall.models import Nomination
from schemes import regulations
from schemes.queries import versions


def clause_for(nomination: Nomination, *, ground: Any, happened_on: date) -> Any:
    """Answer the clause in force on the day of a fact, which must be for the person.

    :raises RegulationBroken: SC-18, SC-19
    """
    version = nomination.campaign.scheme_version
    clause = versions.clause_on(version, ground, happened_on)
    regulations.clause_was_in_force.check(clause)
    regulations.clause_is_for_the_person.check(clause, nomination.is_leading, nomination.staff_kind)
    return clause
