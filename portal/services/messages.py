"""What this floor tells people of: a job that was given up."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.notify import telling
from portal.queries import operations


@transaction.atomic
def tell_of_dead_jobs(*, by: Any, at: datetime) -> int:
    """Tell the system administrators of the jobs given up since; once for each time it happens."""
    people = list(users.on_duty(Role.SYSTEM_ADMIN, on=dates.legal_day(at)))
    return sum(
        telling.tell(
            operations.JOB_DEAD,
            job,
            to=people,
            occasion=f"{job.next_at:%Y%m%d%H%M%S}",  # revived and dead again, it is another day
            by=by,
            at=at,
        )
        for job in operations.untold(at=at)[:100]
    )
