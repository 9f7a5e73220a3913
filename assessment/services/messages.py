"""What this floor tells people of."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.queries import users
from assessment import permissions
from assessment.enums import ConditionTold, Told
from assessment.models import Appeal, DisclosureEntry, Observation, Reversal
from assessment.queries import lapses
from core import dates
from core.notify import telling

SLICE = 100  # cases whose terms one transaction looks through


def tell_filed(appeal: Appeal, *, by: Any, at: datetime) -> None:
    """Tell the handlers who may handle it; if nobody may, the administrators, to name somebody."""
    rule, county = permissions.handle_appeal, appeal.case.county_id
    on = dates.legal_day(at)
    people = [
        user
        for user in users.holders(Role.APPEAL_HANDLER, county_id=county, on=on)
        if rule.allows(user, appeal)
    ]
    found = people or users.holders(Role.COUNTY_ADMIN, county_id=county, on=on)
    telling.tell(Told.APPEAL_FILED, appeal, to=found, by=by, at=at)


def tell_fallen(lines: Iterable[Reversal], *, by: Any, at: datetime) -> None:
    """Tell the keepers of a book or a list that a line of theirs rests on what fell.

    They are the unit's clerks and heads, who judge whether it is taken back (AP-18, AP-19).
    """
    on = dates.legal_day(at)
    for line in lines:
        row: Any = line.entry or line.listed
        kind = Told.POINTS_FELL if line.entry_id else Told.LISTING_FELL
        unit = line.entry.member.book.unit_id if line.entry else row.unit_id
        people = users.unit_holders(Role.UNIT_CLERK, Role.UNIT_HEAD, unit_id=unit, on=on)
        telling.tell(kind, row, to=people, occasion=str(line.appeal_id), by=by, at=at)


@transaction.atomic
def remind(*, after: int = 0, by: Any, at: datetime) -> int | None:
    """Tell the persons concerned of each last day to ask for review or appeal that is near, once.

    :param after: id of the last case of the slice before
    :returns: the id after which the next slice begins, None if none
    """
    on = dates.legal_day(at)
    found = list(lapses.candidates(on).filter(pk__gt=after).order_by("pk")[:SLICE])
    for case in found:
        for day in lapses.ending(case, on):
            person = [case.subject]
            telling.tell(Told.REMEDY_SOON, case, to=person, occasion=str(day), by=by, at=at)
    return found[-1].pk if len(found) == SLICE else None


def tell_disclosed(kind: str, entry: DisclosureEntry, *, by: Any, at: datetime) -> None:
    """Tell the person what becomes of their own name in a disclosure."""
    telling.tell(kind, entry, to=[entry.case.subject], by=by, at=at)


def tell_proposed(row: Observation, *, by: Any, at: datetime) -> None:
    """Tell who may decide it that a meeting is asked, and the person, who may speak."""
    rule, on = permissions.activate_outcome, dates.legal_day(at)
    people = users.holders(Role.DECIDER, county_id=row.outcome.case.county_id, on=on)
    to = [user for user in people if rule.allows(user, row)]
    telling.tell(ConditionTold.PROPOSED, row, to=to, by=by, at=at)
    tell_condition(row, occasion="proposed", by=by, at=at)


def tell_condition(row: Observation, *, occasion: str, by: Any, at: datetime) -> None:
    """Tell the person that the carrying out was proposed, or what the meeting said to it."""
    person = [row.outcome.case.subject]
    telling.tell(ConditionTold.TOLD, row, to=person, occasion=occasion, by=by, at=at)
