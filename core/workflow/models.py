"""Step 流转记录: what moved a row, from where to where, by whom and with which opinion."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.Model):
    """Abstract: a concrete step adds `row`, a foreign key with related_name="steps"."""

    move = models.CharField(_("动作"), max_length=30)
    before = models.CharField(_("原状态"), max_length=20)
    after = models.CharField(_("新状态"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    opinion = models.TextField(_("意见"), blank=True)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.move}: {self.before} → {self.after}"
