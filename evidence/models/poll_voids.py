"""作废: that a poll about trainees does not count, why, and who said so."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PollVoid(models.Model):
    """A poll that was held wrongly; it stays to be read and leads to nothing."""

    poll = models.OneToOneField("evidence.Poll", models.PROTECT, related_name="void")
    reason = models.CharField(_("作废理由"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("作废时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="pollvoid_says_why")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.reason
