from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import AttendanceStatus
from training.models.enrolments import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user))


class Attendance(models.Model):
    """考勤: how one trainee kept one session. A change leaves an AttendanceCorrection."""

    session = models.ForeignKey("training.Session", models.PROTECT, related_name="attendance")
    enrolment = models.ForeignKey("training.Enrolment", models.PROTECT, related_name="attendance")
    status = models.CharField(_("出勤情况"), max_length=10, choices=AttendanceStatus)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="attendance_once_per_session"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())


class AttendanceCorrection(models.Model):
    """更正: from which status to which, by whom and why. Never edited."""

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="corrections")
    before = models.CharField(_("原登记"), max_length=10, choices=AttendanceStatus)
    after = models.CharField(_("更正为"), max_length=10, choices=AttendanceStatus)
    reason = models.CharField(_("更正原因"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="attendance_correction_has_reason"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.reason
