"""Attendance at work 出勤月报: what a unit reports of each of its people, month by month."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

if TYPE_CHECKING:
    from accounts.models import User


class WorkMonthQuerySet(models.QuerySet["WorkMonth"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head; nobody's own.

        A month that a merge left in the file that goes stands in the kept one.
        """
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        seen = models.Q(county__in=office) | models.Q(unit__in=units)
        return self.filter(seen, cadre__merged_into=None).exclude(cadre__user=user)

    def told_to(self, user: "User") -> Self:
        """The person's own months."""
        return self.filter(cadre__user=user)


class WorkMonth(models.Model):
    """出勤月报: one person's month. A change of its figures leaves a WorkCorrection.

    `month` is its first day; days are whole working days; leave is counted against nobody.
    `absent_running`: the longest unbroken absence within the month, 0 where it is not told.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="work_months")
    month = models.DateField(_("月份"))
    due_days = models.PositiveSmallIntegerField(_("应出勤（天）"))
    absent_days = models.PositiveSmallIntegerField(_("旷工、脱岗（天）"))
    absent_running = models.PositiveSmallIntegerField(_("其中连续最长（天）"), default=0)
    late_times = models.PositiveSmallIntegerField(_("迟到早退（次）"))
    leave_days = models.PositiveSmallIntegerField(_("请假（天）"))
    source = models.CharField(_("来源"), max_length=100)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))

    objects = WorkMonthQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cadre", "month"], name="work_month_once"),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="work_month_is_its_first_day"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    due_days__lte=31,
                    due_days__gte=models.F("absent_days") + models.F("leave_days"),
                    late_times__lte=62,
                    absent_days__gte=models.F("absent_running"),
                ),
                name="work_month_figures_fit",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="work_month_has_a_source"),
        ]
        indexes = [models.Index(fields=["unit", "month"], name="work_month_unit")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="whose_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "county_id",
                    "unit_id",
                    "cadre_id",
                    "month",
                    "source",
                    "entered_by_id",
                    "entered_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class WorkCorrectionQuerySet(models.QuerySet["WorkCorrection"]):
    def visible_to(self, user: "User") -> Self:
        seen = WorkMonth.objects.visible_to(user).values("pk")
        told = WorkMonth.objects.told_to(user).values("pk")
        return self.filter(models.Q(row__in=seen) | models.Q(row__in=told))


class WorkCorrection(models.Model):
    """更正: from which figures to which, by whom and why. `before`, `after`: field → number."""

    row = models.ForeignKey(WorkMonth, models.PROTECT, related_name="corrections")
    before = models.JSONField(_("原登记"))
    after = models.JSONField(_("更正为"))
    reason = models.CharField(_("更正原因"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    objects = WorkCorrectionQuerySet.as_manager()
    about = ("row", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="work_correction_has_a_reason"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.reason
