from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class UnsavedQuerySet(models.QuerySet["Unsaved"]):
    def visible_to(self, user: "User") -> Self:
        """Only what the user typed, on nominations that are still in view."""
        return self.filter(by=user, nomination__in=Nomination.objects.visible_to(user))


class Unsaved(models.Model):
    """未保存的填写: what somebody typed on a page of a draft and has not saved, as it was typed.

    It is nobody's word yet: only who typed it reads it, on whatever device, and it goes with the
    save, and with the draft's leaving the unit. `page`: opinion, new, or the number of a fact.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="unsaved")
    page = models.CharField(_("页面"), max_length=20)
    values = models.JSONField(_("填写内容"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("存下时间"))

    objects = UnsavedQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        verbose_name = verbose_name_plural = _("未保存的填写")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "page", "by"], name="unsaved_once_a_page")
        ]

    def __str__(self) -> str:
        return self.page
