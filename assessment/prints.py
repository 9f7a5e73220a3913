"""What of outcomes is printed in bulk: the papers that tell them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from assessment.models import Outcome
from core.prints.series import Paper, Series, register
from recall.queries import prints


def _outcomes(user: Any, params: dict[str, Any]) -> list[Paper]:
    """Answer the papers of outcomes, in the order of units; those not served alone if so asked."""
    rows = prints.cases(user, params)
    told = Outcome.objects.filter(case__in=rows.order_by()).exclude(document=None)
    if params.get("waiting"):
        told = told.filter(receipt=None)
    documents = dict(told.values_list("case", "document"))
    return [
        Paper(documents[row.pk], row.unit_then, row.cadre_id) for row in rows if row.pk in documents
    ]


def _refusal(user: Any, params: dict[str, Any]) -> str:
    """Outcomes are printed by whoever serves them."""
    campaign = prints.campaign(user, params)
    if campaign and campaign.county_id in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return ""
    return str(_("只有本县管理员或班主任可以批量打印。"))


register(Series("outcome", _("结果文书"), _outcomes, _refusal, place=2))
