"""Who may look through a clause's numeric trigger."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule


@Rule
def raise_by_clause(user: Any, scope: Any) -> Answer:
    """The administrator of a county that the clause rules. Row: an evidence.queries Scope."""
    if scope.counties:
        return None
    return _("只有该办法适用地区的县级管理员可以按条款产生线索。")
