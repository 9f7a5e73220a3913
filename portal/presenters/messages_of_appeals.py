"""What the messages of review and appeal say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import AppealState, Told
from assessment.models import Appeal
from core.notify.kinds import Kind


def _appeals(user: Any) -> QuerySet:
    rows = Appeal.objects.visible_to(user).exclude(case__subject=user)
    return rows.select_related("case__cadre")


def _filed(row: Appeal) -> str:
    told = {"name": row.case.cadre.name, "step": row.get_remedy_display()}
    if row.state == AppealState.FILED:
        return _("%(name)s　提出%(step)s，请受理或者答复不予受理") % told
    return _("%(name)s　%(step)s现为“%(state)s”") % (told | {"state": row.get_state_display()})


KINDS = [
    Kind.of(
        Told.APPEAL_FILED,
        _appeals,
        _filed,
        lambda row, user: reverse("assessment:appeal", args=[row.pk]),
    )
]
