"""How many people a user may look at in a day before the page asks why (T15: no harvest)."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from core.audit import trail
from core.audit.models import Entry

_SEEN = ("read", "reveal", "download", "print")
EXCEED = "exceed_budget"


class BudgetSpent(Exception):
    """The day's people are seen; the reader is asked for a reason."""


class Day(NamedTuple):
    """What a user did since midnight: people seen, reasons given, and whether one person was."""

    seen: int
    reasons: int
    knows: bool

    @property
    def is_spent(self) -> bool:
        """Each reason opens as many people again."""
        return self.seen >= settings.DETAIL_VIEW_BUDGET * (1 + self.reasons)


def day_of(user: Any, *, at: datetime, person: int | None = None) -> Day:
    """Answer the user's day, by one query over the index of who and when."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    seen = Q(act__in=_SEEN)
    told = Entry.objects.filter(by=user, at__gte=midnight, at__lte=at).aggregate(
        seen=Count("about_id", filter=seen, distinct=True),
        reasons=Count("id", filter=Q(act=EXCEED)),
        knows=Count("id", filter=seen & Q(about_id=person)),
    )
    return Day(told["seen"], told["reasons"], told["knows"] > 0)


def require(row: Any, *, by: Any, at: datetime) -> None:
    """Let the user see the row if it is about nobody, about somebody seen today, or within budget.

    :raises BudgetSpent: a reason is needed first
    """
    person = trail.about(row)
    if person is None or not settings.DETAIL_VIEW_BUDGET:
        return
    day = day_of(by, at=at, person=person)
    if day.is_spent and not day.knows:
        raise BudgetSpent


@transaction.atomic
def exceed(user: Any, *, reason: str, by: Any, at: datetime) -> Any:
    """Note why the user looks at more people than a day's work needs."""
    trail.record(user, EXCEED, by=by, at=at, reason=reason, people=day_of(by, at=at).seen)
    return user
