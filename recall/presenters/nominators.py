"""Who nominates: the clerk who filled in, and the head who sends in for the unit."""

from typing import Any

from django.utils.translation import gettext as _

from recall.models import Nomination


def hands(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer who filled it in, and who sent it in on behalf of the unit."""
    clerk, head = nomination.drafted_by, nomination.submitted_by
    told = {"unit": nomination.unit_then, "name": head.name if head else _("待主要负责人报送")}
    return [
        {"label": _("填报人"), "value": clerk.name},
        {"label": _("代表单位报送"), "value": _("%(unit)s　%(name)s") % told},
    ]
