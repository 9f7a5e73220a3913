"""What the messages of an outcome under a condition say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import ConditionTold
from assessment.models import Observation
from core.notify.kinds import Kind


def _waiting(user: Any) -> QuerySet:
    return Observation.objects.visible_to(user).select_related("outcome__case__cadre")


def _own(user: Any) -> QuerySet:
    """Answer the person's own, once the outcome reached them."""
    rows = Observation.objects.filter(outcome__case__subject=user, outcome__receipt__isnull=False)
    return rows.select_related("outcome")


def _proposed(row: Observation) -> str:
    told = {"name": row.outcome.case.cadre.name, "kind": row.outcome.get_kind_display()}
    if row.activated_at or row.fallen_at:
        return _("%(name)s　附条件的%(kind)s已经决定或者失效") % told
    return _("%(name)s　附条件的%(kind)s提请执行，请会议研究") % told


def _told(row: Observation) -> str:
    told = {"kind": row.outcome.get_kind_display()}
    if row.fallen_at or (row.activated_at and not row.is_activated):
        return _("附条件的%(kind)s不再执行") % told
    if row.activated_at:
        return _("会议决定执行附条件的%(kind)s，请查看决定") % told
    return _("附条件的%(kind)s已提请会议研究是否执行，请查看理由，可以说明情况") % told


KINDS = [
    Kind.of(
        ConditionTold.PROPOSED,
        _waiting,
        _proposed,
        lambda row, user: reverse("assessment:observation", args=[row.pk]),
    ),
    Kind.of(
        ConditionTold.TOLD,
        _own,
        _told,
        lambda row, user: reverse("assessment:own-result", args=[row.outcome.case_id]),
    ),
]
