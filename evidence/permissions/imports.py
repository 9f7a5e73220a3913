"""About whom somebody may bring lines in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule


@Rule
def bring_in(user: Any, person: Any) -> Answer:
    """Nobody brings in lines about themselves. Row: whatever has the person's `user_id`."""
    if user is not None and person.user_id is not None and person.user_id == user.pk:
        return _("不得导入涉及本人的记录，请由他人办理。")
    return None
