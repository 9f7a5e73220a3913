"""Signing in and out by the code on the class manager's screen. What was signed stays."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from training.enums import SignKind
from training.models.enrolments import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user))


class CheckIn(models.Model):
    """签到、签退: a trainee signed by code, on one device, at one step of the clock.

    A device signs for one person of a session; the code of a step is used once by a person.
    """

    session = models.ForeignKey("training.Session", models.PROTECT, related_name="checkins")
    enrolment = models.ForeignKey("training.Enrolment", models.PROTECT, related_name="checkins")
    kind = models.CharField(_("签到或签退"), max_length=3, choices=SignKind)
    step = models.BigIntegerField(_("签到码时段"))
    device = models.CharField(_("设备摘要"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    objects = CheckInQuerySet.as_manager()
    about = ("enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment", "kind"], name="checkin_once_per_session"
            ),
            models.UniqueConstraint(
                fields=["session", "kind", "device"], name="checkin_device_signs_for_one"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class WalkInQuerySet(models.QuerySet["WalkIn"]):
    def visible_to(self, user: "User") -> Self:
        """The department's own county, and one's own."""
        return self.filter(
            models.Q(case__county__in=user.counties(*OFFICE_ROLES)) | models.Q(case__subject=user)
        )


class WalkIn(models.Model):
    """未编班到课: somebody with a case came to a session of a class that they are not in.

    Kept apart: it counts in no figure of attendance.
    """

    session = models.ForeignKey("training.Session", models.PROTECT, related_name="walk_ins")
    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="+")
    device = models.CharField(_("设备摘要"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    objects = WalkInQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "case"], name="walkin_once_per_session"),
            models.UniqueConstraint(
                fields=["session", "device"], name="walkin_device_signs_for_one"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.case}"
