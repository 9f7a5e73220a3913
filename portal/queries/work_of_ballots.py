"""What waits for a voter: each open ballot of which the person has drawn no voting code yet.

That a code was drawn is on the roll; whether and how it was used is nowhere.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from evidence.queries import polls
from portal.queries.tasks import SHOWN, Task


def todo(user: Any, *, at: datetime) -> list[Task]:
    """Answer the ballots that take votes from the user now, with their last days."""
    return [
        Task(
            title=f"{row.title}　{_('请您投票')}",
            source=_("无记名投票"),
            state="",
            kind="",
            due_on=dates.legal_day(row.closes_at),
            url=reverse("evidence:vote"),
        )
        for row in polls.to_draw(user, at=at)[:SHOWN]
    ]
