"""仲裁、诉讼: terms of the routes that lead outside, kept as rows like every other term."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from assessment.enums import OutsideStep

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class OutsideTermQuerySet(models.QuerySet["OutsideTerm"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for appeal handlers, admins and deciders; one's own."""
        counties = user.counties(Role.APPEAL_HANDLER, Role.COUNTY_ADMIN, Role.DECIDER)
        case = "outcome__case"
        mine = Q(**{f"{case}__subject": user})
        return self.filter(Q(**{f"{case}__county__in": counties}) | mine)


class OutsideTerm(models.Model):
    """One step outside: from the day it runs to its last day; no days where none are published.

    `filed_on` is when the person applied, `ended_on` when the award arrived; both added later.
    """

    outcome = models.ForeignKey("assessment.Outcome", models.PROTECT, related_name="outside")
    step = models.CharField(_("途径"), max_length=11, choices=OutsideStep)
    basis = models.CharField(_("依据"), max_length=60)
    from_on = models.DateField(_("起算日"))
    days = models.PositiveSmallIntegerField(_("期限（日）"), null=True)
    last_on = models.DateField(_("末日"), null=True)
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("登记时间"))
    filed_on = models.DateField(_("申请日期"), null=True)
    ended_on = models.DateField(_("收到裁决书日期"), null=True)

    objects = OutsideTermQuerySet.as_manager()
    about = ("outcome", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "step"], name="outside_once_per_step"),
            models.CheckConstraint(
                condition=Q(days=None, last_on=None) | Q(days__gt=0, last_on__gte=F("from_on")),
                name="outside_days_with_last_day",
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None) | Q(filed_on__gte=F("from_on")),
                name="outside_filed_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(filed_on__isnull=False, ended_on__gte=F("filed_on")),
                name="outside_ended_in_order",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="term_stays",
                fields=[
                    "outcome", "step", "basis", "from_on", "days", "last_on", "opened_by",
                    "opened_at",
                ],
            ),
            pgtrigger.Protect(
                name="told_once",
                operation=pgtrigger.UpdateOf("filed_on", "ended_on"),
                condition=pgtrigger.Q(old__ended_on__isnull=False)
                | pgtrigger.Q(old__filed_on__isnull=False)
                & pgtrigger.Q(old__filed_on__df=pgtrigger.F("new__filed_on")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.outcome} {self.get_step_display()}"
