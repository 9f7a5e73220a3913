"""Who may ask for a summary or make a number void. None = may, else the sentence that is read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Rule


@Rule
def request_summary(user: Any, campaign: Any) -> str | Promise | None:
    """Row: the campaign or rhythm. The house itself makes what was ordered for a day."""
    if not (user.is_system or user.holds(Role.COUNTY_ADMIN, county_id=campaign.county_id)):
        return _("只有本县管理员可以生成全县汇总。")
    return None


@Rule
def submit_summary(user: Any, summary: Any) -> str | Promise | None:
    """Row: the summary. Whoever decides in the county signs what goes up."""
    if not user.holds(Role.DECIDER, county_id=summary.campaign.county_id):
        return _("由本县决定人签发上报。")
    return None


@Rule
def make_press_text(user: Any, campaign: Any) -> str | Promise | None:
    """Row: the campaign."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=campaign.county_id):
        return _("只有本县管理员可以起草新闻稿件。")
    return None


@Rule
def decide_press_text(user: Any, press: Any) -> str | Promise | None:
    """A decider of the county who wrote no version of it; the row itself says so too."""
    if not user.holds(Role.DECIDER, county_id=press.campaign.county_id):
        return _("由本县决定人审批新闻稿件。")
    if press.made_by_id == user.pk or press.versions.filter(written_by=user).exists():
        return _("写稿的人不得审批同一份稿件。")
    return None


@Rule
def withdraw_press_text(user: Any, press: Any) -> str | Promise | None:
    """One hand of the county is enough to stop it."""
    roles = (Role.COUNTY_ADMIN, Role.DECIDER)
    if not any(user.holds(role, county_id=press.campaign.county_id) for role in roles):
        return _("由本县管理员或决定人停用稿件。")
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
def return_word(user: Any, county: Any) -> str | Promise | None:
    """Row: the county that issued the paper; the same hand that takes its Word."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("只有本县管理员可以交回Word改稿。")
    return None


@Rule
def request_prefecture_summary(user: Any, prefecture: Any) -> str | Promise | None:
    """Row: the prefecture's division. The house itself makes what comes again."""
    roles = (Role.COUNTY_ADMIN, Role.PREFECTURE_VIEWER)
    may = user.is_system or any(user.holds(role, county_id=prefecture.pk) for role in roles)
    if not may:
        return _("只有市州的管理员和市州查阅可以生成全州汇总。")
    return None


@Rule
def set_prefecture_rhythm(user: Any, prefecture: Any) -> str | Promise | None:
    """Row: the prefecture's division."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=prefecture.pk):
        return _("只有市州的管理员可以预定全州汇总，设定、停止定期汇总。")
    return None
