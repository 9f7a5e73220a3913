"""Who may bring data in: the organisation officer of that very county."""

from typing import Any

from django.utils.translation import gettext as _

from core.imports.models import IMPORTERS
from core.permissions import Rule


@Rule
def import_into(user: Any, county: Any) -> str | None:
    """Only the county's own administrator imports, applies and undoes."""
    if not any(user.holds(role, county_id=county.pk) for role in IMPORTERS):
        return _("只有本县管理员可以导入本县数据")
    return None
