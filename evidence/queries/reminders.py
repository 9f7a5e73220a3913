"""Questions about reminders."""

from typing import Any

from evidence.models import Reminder


def served(cadre: Any) -> list[Reminder]:
    """Answer the reminders that reached a person, newest first."""
    return list(Reminder.objects.filter(cadre=cadre, served_on__isnull=False).order_by("-pk"))
