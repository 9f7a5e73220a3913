"""Who may send scans and settle what the reader could not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.documents import drawers
from core.documents.models import Document
from core.permissions import Answer, Rule

_SENDERS = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.CLASS_MANAGER, Role.DECISION_SECRETARY)


@Rule
def send_scans(user: Any, county: Any) -> Answer:
    """Row: a county."""
    if any(user.holds(role, county_id=county.pk) for role in _SENDERS):
        return None
    return _("只有本县管理员、核实人、班主任或会议秘书可以上传扫描件。")


@Rule
def settle_scan(user: Any, sheet: Any) -> Answer:
    """Row: a scanned page. Who sent the pile held it in their hands; else the administrator."""
    county, is_own = sheet.pile.county, sheet.pile.sent_by_id == user.pk
    if is_own and send_scans.allows(user, county):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return None
    return _("只有上传人或本县管理员可以辨认这一页。")


@Rule
def waive_paper(user: Any, document: Any) -> Answer:
    """Row: a document. Those who may send scans and see this one."""
    seen = Document.objects.filter(drawers.seen_by(user), pk=document.pk)
    if user.counties(*_SENDERS) and seen.exists():
        return None
    return _("只有本县管理员、核实人、班主任或会议秘书可以登记不再收回。")
