from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User

_BY_THE_PERSON = """
IF NOT EXISTS (SELECT 1 FROM recall_reasonsheet s JOIN recall_nomination n ON n.id = s.nomination_id
               WHERE s.id = NEW.sheet_id AND n.subject_id = NEW.by_id) THEN
    RAISE EXCEPTION 'only the person says that they read it' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""


class ReasonSheetQuerySet(models.QuerySet["ReasonSheet"]):
    def visible_to(self, user: "User") -> Self:
        """The sheets on the nominations that the user may see."""
        return self.filter(nomination__in=Nomination.objects.visible_to(user))

    def told_to(self, user: "User") -> Self:
        """The person's own."""
        return self.filter(nomination__in=Nomination.objects.told_to(user))

    def newest(self) -> "ReasonSheet | None":
        """Answer the one that is read, of the sheets of one nomination."""
        return self.select_related("document").order_by("-edition").first()


class ReasonSheet(models.Model):
    """“为什么是我”说明书: the one answer to person, department and appeal body.

    Each edition is written once: the first by the decision, later ones when an outcome is
    decided. The newest is the one that is read; days that come later stand on its page.
    """

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="sheets")
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("生成时间"))

    objects = ReasonSheetQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "edition"], name="reason_sheet_once_per_edition"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.document)


class ReasonReading(models.Model):
    """阅知: the person says that they read an edition. It is no consent and ends no term."""

    sheet = models.OneToOneField(ReasonSheet, models.PROTECT, related_name="reading")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("阅知时间"))

    about = ("sheet", "nomination", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_the_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_BY_THE_PERSON,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}"
