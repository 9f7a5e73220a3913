"""Texts for the press in a world: one to write on, one that waits for a decider."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from reports.services import press
from tests.factories.accounts import holder


def rows(where: Any) -> dict[str, Any]:
    now = timezone.now()  # it may be used by the clock of whoever asks
    by = holder(Role.COUNTY_ADMIN, where.county)
    ends = legal_day(now) + timedelta(days=30)
    row = press.make(where.campaign, cases=[], ends_on=ends, by=by, at=now)
    return {"press": press.rewrite(row, text="干部A认识有提高。", by=by, at=now)}
