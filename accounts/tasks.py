"""Chores of the accounts: what nobody uses is closed, where the setting says so."""

from datetime import datetime

from django.conf import settings

from accounts.services import accounts, idle
from core.jobs import registry


@registry.chore
def close_idle(at: datetime) -> None:
    if settings.IDLE_ACCOUNTS_CLOSE:
        idle.close_idle(by=accounts.system_user(), at=at)
