"""Reminder 提醒预警: dated, served, with time to correct. It is no punishment."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import ReminderResult, ServedHow

if TYPE_CHECKING:
    from accounts.models import User


def _pair(name: str, **more: object) -> models.CheckConstraint:
    """Keep who and when together, and what came with them."""
    none = models.Q(**{f"{name}_by": None, f"{name}_at": None}, **more)
    return models.CheckConstraint(
        condition=none | models.Q(**{f"{name}_by__isnull": False, f"{name}_at__isnull": False}),
        name=f"reminder_{name}_by_with_at",
    )


def _hand() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head; nobody's own."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        seen = models.Q(county__in=office) | models.Q(unit__in=units)
        return self.filter(seen).exclude(cadre__user=user)

    def told_to(self, user: "User") -> Self:
        """The person's own, once served."""
        return self.filter(cadre__user=user, served_on__isnull=False)


class Reminder(models.Model):
    """提醒: what was seen, what to correct, and by when. The text is fixed when it is issued."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="reminders")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    facts = models.CharField(_("事实"), max_length=500)
    correct = models.CharField(_("需要改正的"), max_length=300)
    days = models.PositiveSmallIntegerField(_("改正期（天）"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("发出时间"))
    served_on = models.DateField(_("送达日期"), null=True)
    due_on = models.DateField(_("改正期限"), null=True)
    served_how = models.CharField(_("送达方式"), max_length=9, choices=ServedHow, blank=True)
    refused = models.BooleanField(_("拒收"), default=False)
    served_note = models.CharField(_("送达备注"), max_length=200, blank=True)
    served_by = _hand()
    served_at = models.DateTimeField(_("登记送达时间"), null=True)
    said = models.CharField(_("本人说明"), max_length=500, blank=True)
    said_by = _hand()
    said_at = models.DateTimeField(_("说明时间"), null=True)
    result = models.CharField(_("改正情况"), max_length=13, choices=ReminderResult, blank=True)
    result_note = models.CharField(_("认定依据"), max_length=300, blank=True)
    judged_by = _hand()
    judged_at = models.DateTimeField(_("认定时间"), null=True)

    objects = ReminderQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            _pair("served", served_on=None, due_on=None, served_how=""),
            _pair("said", said=""),
            _pair("judged", result="", result_note=""),
            models.CheckConstraint(
                condition=models.Q(days__range=(1, 180)), name="reminder_leaves_time"
            ),
        ]
        indexes = [
            models.Index(fields=["cadre", "served_on"], name="reminder_cadre"),
            models.Index(fields=["unit", "issued_at"], name="reminder_unit"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="text_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "cadre_id", "ground_id", "facts", "correct", "days", "issued_by_id", "issued_at"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.correct
