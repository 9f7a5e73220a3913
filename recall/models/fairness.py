from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.enums import FlagKind
from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class FlagAnswerQuerySet(models.QuerySet["FlagAnswer"]):
    def visible_to(self, user: "User") -> Self:
        """Those on nominations that the user may see, or has been told of as the person."""
        seen = Nomination.objects.visible_to(user).values("pk")
        told = Nomination.objects.told_to(user).values("pk")
        return self.filter(models.Q(nomination__in=seen) | models.Q(nomination__in=told))


class FlagAnswer(models.Model):
    """公平核对说明: why a unit nominates in spite of a flag, with the figures of that day.

    `figures` of HARD_WORKER: value, rank, of; of IDLE_UNNAMED: number, measures.
    """

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="flag_answers")
    flag = models.CharField(_("提示"), max_length=12, choices=FlagKind)
    measure = models.CharField(_("指标"), max_length=20, blank=True)
    figures = models.JSONField(_("当日数据"))
    reason = models.CharField(_("说明"), max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("说明时间"))

    objects = FlagAnswerQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="flag_answer_has_a_reason")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reason[:40]
