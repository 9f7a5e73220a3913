"""Who may ask for a summary. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Rule


@Rule
def request_summary(user: Any, campaign: Any) -> str | Promise | None:
    """Row: the campaign."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=campaign.county_id):
        return _("只有本县管理员可以生成全县汇总。")
    return None
