from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class ReasonSheetQuerySet(models.QuerySet["ReasonSheet"]):
    def visible_to(self, user: "User") -> Self:
        """The sheets on the nominations that the user may see."""
        return self.filter(nomination__in=Nomination.objects.visible_to(user))

    def told_to(self, user: "User") -> Self:
        """The person's own."""
        return self.filter(nomination__in=Nomination.objects.told_to(user))


class ReasonSheet(models.Model):
    """“为什么是我”说明书: the one answer to person, department and appeal body. Written once."""

    nomination = models.OneToOneField("recall.Nomination", models.PROTECT, related_name="sheet")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("生成时间"))

    objects = ReasonSheetQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.document)
