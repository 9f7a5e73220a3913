"""What of a recall is printed in bulk: notices, and the sheets that say why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.prints.series import Series, register
from recall.queries import prints


def _refusal(user: Any, params: dict[str, Any]) -> str:
    """Notices are printed by whoever serves them."""
    campaign = prints.campaign(user, params)
    if campaign and campaign.county_id in user.counties(Role.COUNTY_ADMIN, Role.VERIFIER):
        return ""
    return str(_("只有本县管理员或核实人可以批量打印。"))


register(Series("recall_notice", _("召回通知书"), prints.notices, _refusal))
register(Series("reasons", _("“为什么是我”说明书"), prints.reason_sheets, _refusal, place=1))
