"""Kept summaries in a world: the county's, its prefecture's, and a day ordered for another."""

from datetime import timedelta
from typing import Any

from accounts.enums import Role
from reports.services import prefectures, rhythms, schedules, summaries
from tests.factories import recall
from tests.factories.accounts import holder
from tests.moments import DECIDED_AT, TODAY

LATER = TODAY + timedelta(days=400)


def rows(where: Any) -> dict[str, Any]:
    by, above = where.people["county_admin"], where.county.parent
    own = summaries.request_summary(where.campaign, as_of=TODAY, by=by, at=DECIDED_AT)
    whole = prefectures.request_summary(
        above, year=TODAY.year, as_of=TODAY, by=holder(Role.COUNTY_ADMIN, above), at=DECIDED_AT
    )
    for row in (own, whole):
        recall.printed(row.document)
    day = schedules.order(where.campaign, on=LATER, by=by, at=DECIDED_AT)
    return {
        "summary": own,
        "prefecture": above,
        "prefecture_summary": whole,
        "summary_date": day,
        "rhythm": rhythms.begin(where.campaign, kind="YEARLY", days=0, by=by, at=DECIDED_AT),
    }
