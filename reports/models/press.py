from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class PressTextQuerySet(models.QuerySet["PressText"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its administrators and deciders."""
        return self.filter(campaign__county__in=user.counties(Role.COUNTY_ADMIN, Role.DECIDER))


class PressText(models.Model):
    """新闻稿件: what the department tells the press of a campaign, with pseudonyms, for a while.

    The words lie in its versions; the last one is what is decided upon. After `ends_on` no page
    shows it: nothing has to be taken down.
    """

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="press_texts")
    ends_on = models.DateField(_("使用截止日"))
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("起草时间"))
    is_approved = models.BooleanField(_("同意发布"), null=True)
    opinion = models.CharField(_("审批意见"), max_length=300, blank=True)
    decided_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    withdrawn_reason = models.CharField(_("停用理由"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("停用时间"), null=True)

    objects = PressTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_approved=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_approved__isnull=False),
                name="presstext_decided_by_with_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                & ~Q(withdrawn_reason=""),
                name="presstext_withdrawn_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="draft_stays", fields=["campaign", "ends_on", "made_by", "made_at"]
            ),
            pgtrigger.Trigger(
                name="decided_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__decided_at__isnull=False),
                func="""
                IF OLD.decided_at IS NOT NULL AND (
                    OLD.decided_at <> NEW.decided_at OR OLD.is_approved <> NEW.is_approved
                    OR OLD.decided_by_id <> NEW.decided_by_id
                ) OR NEW.decided_by_id = NEW.made_by_id OR EXISTS (
                    SELECT FROM reports_pressversion v
                    WHERE v.press_id = NEW.id AND v.written_by_id = NEW.decided_by_id
                ) THEN
                    RAISE EXCEPTION 'decided once, by nobody who wrote it'
                        USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.pk}"


class PressVersion(models.Model):
    """One wording; a change is a new version, and none comes after the decision."""

    press = models.ForeignKey(PressText, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版次"))
    text = models.TextField(_("稿件"))
    written_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["press", "number"], name="pressversion_number_once")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="none_after_the_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF EXISTS (SELECT FROM reports_presstext p WHERE p.id = NEW.press_id
                    AND (p.decided_at IS NOT NULL OR p.withdrawn_at IS NOT NULL)) THEN
                    RAISE EXCEPTION 'what was decided upon is not written again'
                        USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.press_id} {self.number}"
