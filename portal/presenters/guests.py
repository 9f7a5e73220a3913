"""The frame of the pages of whoever was invited by a link: one tab, and messages or none."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.queries import matters


def inbox(user: Any) -> dict[str, Any] | None:
    """Answer the door to one's messages; an invited teacher is told nothing and has none."""
    if user.is_guest and user.guest.teacher_id:
        return None
    return {"url": reverse("portal:message-list"), "n": user.unread_count}


def tab(user: Any) -> tuple[str, str, str]:
    """Answer label, icon and page of an invited person's only tab."""
    page = matters.guest_page(user)
    if page == "training:own-lessons":
        return _("我的课"), "calendar-days", page
    return _("带教"), "users-round", page
