"""Questions about calendar feeds: by their secret, and what stands in them."""

import hashlib
from typing import Any

from django.db.models import Q

from training.models import CalendarFeed, Session
from training.queries import expected


def digest(secret: str) -> str:
    """Answer what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def by_secret(secret: str) -> CalendarFeed | None:
    """Answer the standing feed of an account in use, None for any other secret."""
    return (
        CalendarFeed.objects.standing()
        .filter(token_hash=digest(secret), user__is_active=True)
        .select_related("user")
        .first()
    )


def sessions(user: Any) -> list[Session]:
    """Answer the person's own lessons, called off too: as a trainee, or managing the class."""
    own = expected.of_person(user).values("pk")
    return list(
        Session.objects.filter(Q(pk__in=own) | Q(training_class__manager=user))
        .select_related("training_class")
        .order_by("starts_at", "pk")
    )
