from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class TakenSignalQuerySet(models.QuerySet["TakenSignal"]):
    def visible_to(self, user: "User") -> Self:
        """Those on nominations that the user may see, or has been told of as the person."""
        seen = Nomination.objects.visible_to(user).values("pk")
        told = Nomination.objects.told_to(user).values("pk")
        return self.filter(models.Q(nomination__in=seen) | models.Q(nomination__in=told))


class TakenSignal(models.Model):
    """附入的线索: what a signal said when it was added to a nomination, frozen.

    `snapshot`: practice, ground, value, said, rule, from, until, rows.
    """

    nomination = models.ForeignKey("recall.Nomination", models.CASCADE, related_name="signals")
    signal = models.ForeignKey("evidence.Signal", models.PROTECT, related_name="+")
    snapshot = models.JSONField(_("附入时内容"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("附入时间"))

    objects = TakenSignalQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "signal"], name="taken_signal_once")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.snapshot["said"])
