"""Who may ask for a summary or make a number void. None = may, else the sentence that is read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Rule


@Rule
def request_summary(user: Any, campaign: Any) -> str | Promise | None:
    """Row: the campaign. The house itself makes what was ordered for a day."""
    if not (user.is_system or user.holds(Role.COUNTY_ADMIN, county_id=campaign.county_id)):
        return _("只有本县管理员可以生成全县汇总。")
    return None


@Rule
def void_number(user: Any, county: Any) -> str | Promise | None:
    """Row: the county of whose series the number is."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("只有本县管理员可以作废文号。")
    return None


@Rule
def take_word(user: Any, county: Any) -> str | Promise | None:
    """Row: the county that issued the paper."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("只有本县管理员可以下载Word稿。")
    return None


@Rule
def request_prefecture_summary(user: Any, prefecture: Any) -> str | Promise | None:
    """Row: the prefecture's division."""
    roles = (Role.COUNTY_ADMIN, Role.PREFECTURE_VIEWER)
    if not any(user.holds(role, county_id=prefecture.pk) for role in roles):
        return _("只有市州的管理员和市州查阅可以生成全州汇总。")
    return None
