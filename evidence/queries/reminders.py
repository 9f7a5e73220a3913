"""Questions about reminders."""

from datetime import date
from typing import Any

from evidence.models import Reminder
from schemes.queries import versions
from schemes.queries.parameters import BY_KEY, whole


def served(cadre: Any) -> list[Reminder]:
    """Answer the reminders that reached a person, newest first."""
    return list(Reminder.objects.filter(cadre=cadre, served_on__isnull=False).order_by("-pk"))


def days_to_correct(unit: Any, on: date) -> int:
    """Answer how many days the schemes that rule a unit give to correct: the most, at least one.

    Without a scheme in force it is the default of the parameter `remind_days`.
    """
    rows = versions.ruling(unit, on)
    given = [int(whole(row.parameters)["remind_days"]) for row in rows]
    return max([*given, 1]) if given else int(BY_KEY["remind_days"].default)
