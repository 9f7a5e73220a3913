"""Kept summaries in a world: the county's, its prefecture's, and a day ordered for another."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.enums import Role
from reports.services import prefectures, rhythms, schedules, submissions, summaries
from tests.factories import recall
from tests.factories.accounts import holder
from tests.moments import DECIDED_AT, TODAY

LATER = TODAY + timedelta(days=400)


def rows(where: Any) -> dict[str, Any]:
    by, above = where.people["county_admin"], where.county.parent
    own = summaries.request_summary(where.campaign, as_of=TODAY, by=by, at=DECIDED_AT)
    chief = holder(Role.COUNTY_ADMIN, above)
    whole = prefectures.request_summary(
        above, year=TODAY.year, as_of=TODAY, by=chief, at=DECIDED_AT
    )
    for row in (own, whole):
        recall.printed(row.document)
    sent = submissions.submit(
        own,
        addressee="中共上级委组织部",
        partners=[],
        urgency="",
        copy_number=None,
        contact="",
        token=uuid4(),
        by=where.people["decider"],
        at=DECIDED_AT,
    )
    recall.printed(sent)
    day = schedules.order(where.campaign, on=LATER, by=by, at=DECIDED_AT)
    return {
        "summary": own,
        "submission": sent,
        "prefecture": above,
        "prefecture_summary": whole,
        "summary_date": day,
        "whole_date": schedules.order_prefecture(above, on=LATER, by=chief, at=DECIDED_AT),
        "whole_rhythm": rhythms.begin_prefecture(
            above, kind="PREFECTURE_YEAR", by=chief, at=DECIDED_AT
        ),
        "rhythm": rhythms.begin(where.campaign, kind="YEARLY", days=0, by=by, at=DECIDED_AT),
    }
