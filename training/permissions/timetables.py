from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule


@Rule
def keep_feed(user: Any, feed: Any) -> Answer:
    """A calendar feed is its own person's alone, not even an administrator's."""
    if user.pk != feed.user_id:
        return _("日历订阅只能由本人办理。")
    return None
