"""Chores over all floors: the operator hears of a job that was given up."""

from datetime import datetime

from accounts.services import accounts
from core.jobs import registry
from portal.queries import operations
from portal.services import messages


@registry.chore
def tell_of_dead_jobs(at: datetime) -> None:
    if operations.untold(at=at).exists():
        messages.tell_of_dead_jobs(by=accounts.system_user(), at=at)
