"""Acts on a person's own calendar feed."""

import secrets
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions
from training.models import CalendarFeed
from training.queries import feeds


class Made(NamedTuple):
    """A feed and its secret, which is kept nowhere and can be shown this once."""

    feed: CalendarFeed
    secret: str


@transaction.atomic
def make(user: Any, *, is_plain: bool, by: Any, at: datetime) -> Made:
    """Give a person a new secret address; an earlier one stops at once.

    :param is_plain: course, class and teacher may stand in it; else it is neutral
    """
    row = CalendarFeed(user_id=user.pk, is_plain=is_plain, made_at=at)
    permissions.keep_feed.check(by, row)
    user = User.objects.select_for_update().get(pk=user.pk)
    for earlier in CalendarFeed.objects.standing().filter(user=user):
        earlier.revoked_at = at
        earlier.save(update_fields=["revoked_at"])
    secret = secrets.token_urlsafe(32)
    row.token_hash = feeds.digest(secret)
    row.save(force_insert=True)
    trail.record(row, "make_feed", by=by, at=at)
    return Made(row, secret)


@transaction.atomic
def revoke(feed: CalendarFeed, *, by: Any, at: datetime) -> CalendarFeed:
    """Stop a feed: its address answers nothing any more.

    :raises StateConflict: stopped before
    """
    feed = lock(feed)
    permissions.keep_feed.check(by, feed)
    if feed.revoked_at:
        raise StateConflict(_("该订阅地址已经停用。"))
    feed.revoked_at = at
    feed.save(update_fields=["revoked_at"])
    trail.record(feed, "revoke_feed", by=by, at=at)
    return feed
