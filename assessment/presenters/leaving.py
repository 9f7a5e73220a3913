"""What may be done to the case of somebody who left the service."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.models import FollowUp
from core import dates
from core.ui.forms import NoFields
from recall import permissions as recall_permissions
from recall.enums import CaseState
from recall.forms.office import LeaveForm
from recall.models import Case
from recall.regulations.leaving import has_left

LEAVE_IDS = "id_leave_%s"
ENDABLE = (
    CaseState.OPEN,
    CaseState.SERVED,
    CaseState.TRAINING,
    CaseState.PRACTICE,
    CaseState.ASSESSED,
)


def facts(case: Case) -> list[dict[str, Any]]:
    """Answer where the person is by now: the unit moved to, the day of leaving."""
    found, cadre = [], case.cadre
    if cadre.unit_id != case.unit_id:
        found.append({"label": _("现单位"), "value": cadre.unit.name})
    if cadre.left_on is not None:
        found.append({"label": _("离任日期"), "value": dates.spoken(cadre.left_on)})
    return found


def act(case: Case, *, user: Any, on: date, bound: Any = None) -> list[dict[str, Any]]:
    """Answer the act of ending the case, or of calling off its visits; none while in service."""
    if not has_left(case.cadre, on):
        return []
    told = {"name": "leave", "url": reverse("assessment:case-leave", args=[case.pk])}
    if case.state in ENDABLE:
        is_bound = bound is not None and bound.auto_id == LEAVE_IDS
        return [
            told
            | {
                "label": _("因离任终止"),
                "refusal": recall_permissions.settle_case.refusal(user, case),
                "form": bound if is_bound else LeaveForm(auto_id=LEAVE_IDS),
                "after": _("退出培训班，停止影响待遇，期限停止；本人的异议、复核、申诉照常办理。"),
                "danger": True,
            }
        ]
    if not FollowUp.objects.waiting().filter(case=case).exists():
        return []
    return [
        told
        | {
            "label": _("停止回访"),
            "refusal": permissions.keep_after.refusal(user, case),
            "form": NoFields(),
            "after": _("该同志已经离任，待办的回访不再进行；限制仍到期为止。"),
            "danger": False,
        }
    ]
