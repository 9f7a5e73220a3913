"""Questions about access that was lent to helpers."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from accounts.queries import users
from core import dates
from recall.models import Case, FactEvidence, HelperAccess
from recall.permissions import helpers as may


def lent_to(user: Any, *, at: datetime) -> QuerySet[HelperAccess]:
    """Answer what is lent to a helper at an instant: approved, not over, not taken back."""
    return HelperAccess.objects.filter(helper=user, until_at__gt=at, ended_at=None)


def sees(user: User, case: Case, *, at: datetime) -> bool:
    """Say whether somebody sees a case anyway, or has it lent already."""
    return (
        Case.objects.visible_to(user).filter(pk=case.pk).exists()
        or lent_to(user, at=at).filter(case=case).exists()
    )


def listed(case: Case, user: Any) -> QuerySet[HelperAccess]:
    """Answer the accesses on a case, the latest first."""
    people = ("case__nomination", "helper", "asked_by", "approved_by", "refused_by", "ended_by")
    rows = HelperAccess.objects.visible_to(user).filter(case=case)
    return rows.select_related(*people).order_by("-asked_at", "-pk")


def for_person(case: Case, user: Any) -> QuerySet[HelperAccess]:
    """Answer the accesses on the person's own case of which they may know, the latest first."""
    rows = HelperAccess.objects.told_to(user).filter(case=case)
    return rows.select_related("helper").order_by("-approved_at", "-pk")


def approvers(access: HelperAccess, *, at: datetime) -> list[User]:
    """Answer who may approve a request on a day."""
    roles = (Role.COUNTY_ADMIN, Role.DECIDER)
    county = access.case.county_id
    people = users.holders(*roles, county_id=county, on=dates.legal_day(at))
    return [user for user in people if may.approve_helper.allows(user, access)]


def evidence_of(access: HelperAccess) -> QuerySet[FactEvidence]:
    """Answer the evidence of the case that an access lends."""
    rows = FactEvidence.objects.filter(fact__nomination=access.case.nomination_id)
    return rows.select_related("file")
