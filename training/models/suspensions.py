"""中止: days on which class and practice of a case stand still, as a dated row."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.ranges import paired

_USER = settings.AUTH_USER_MODEL


class Suspension(models.Model):
    """From a day to a day, both in; open until the case goes on. Only the end is added later."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="suspensions")
    from_on = models.DateField(_("中止起日"))
    until_on = models.DateField(_("中止止日"), null=True)
    reason = models.CharField(_("中止原因"), max_length=200)
    begun_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("登记时间"))
    ended_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("恢复时间"), null=True)

    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="suspension_one_open"
            ),
            models.CheckConstraint(
                condition=paired("suspension", "ended")[0], name=paired("suspension", "ended")[1]
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None, ended_at=None)
                | models.Q(until_on__gte=models.F("from_on"), ended_at__isnull=False),
                name="suspension_span",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="beginning_stays", fields=["case", "from_on", "reason", "begun_by", "begun_at"]
            ),
            pgtrigger.Protect(
                name="ended_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.from_on}"
