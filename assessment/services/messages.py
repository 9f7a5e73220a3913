"""What this floor tells people of."""

from datetime import datetime
from typing import Any

from accounts.enums import Role
from accounts.queries import users
from assessment import permissions
from assessment.enums import Told
from assessment.models import Appeal, DisclosureEntry
from core import dates
from core.notify import telling


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


def tell_disclosed(kind: str, entry: DisclosureEntry, *, by: Any, at: datetime) -> None:
    """Tell the person what becomes of their own name in a disclosure."""
    telling.tell(kind, entry, to=[entry.case.subject], by=by, at=at)
