"""跟踪考察: visits that fall due after an outcome, what was found, what the person says."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from assessment.enums import Standing

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; one's own are on one's own page."""
        rows = self.filter(case__county__in=user.counties(*OFFICE_ROLES))
        return rows.exclude(case__subject=user)

    def of_person(self, user: "User") -> Self:
        return self.filter(case__subject=user)

    def waiting(self) -> Self:
        return self.filter(done_at=None, dropped_at=None)

    def late(self, on: date) -> Self:
        return self.waiting().filter(due_on__lt=on)


class FollowUp(models.Model):
    """The visit of one month after the outcome: due on a day, done once by somebody named."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="follow_ups")
    outcome = models.ForeignKey("assessment.Outcome", models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("第几个月"))
    due_on = models.DateField(_("到期日"))
    visited_on = models.DateField(_("回访日期"), null=True)
    visitor = models.CharField(_("回访人"), max_length=40, blank=True)
    findings = models.TextField(_("了解到的情况"), blank=True)
    own_words = models.TextField(_("本人的话"), blank=True)
    standing = models.CharField(_("表现"), max_length=8, choices=Standing, blank=True)
    done_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("登记时间"), null=True)
    dropped_at = models.DateTimeField(_("取消时间"), null=True)

    objects = FollowUpQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "months"], name="followup_once_a_month"),
            models.CheckConstraint(
                condition=Q(
                    done_by=None, done_at=None, visited_on=None, visitor="", findings="",
                    own_words="", standing="",
                )
                | Q(done_by__isnull=False, done_at__isnull=False, visited_on__isnull=False)
                & ~Q(visitor="") & ~Q(findings="") & ~Q(own_words="") & ~Q(standing=""),
                name="followup_done_as_a_whole",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["done_at", "due_on"], name="followup_due")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="due_facts_stay", fields=["case", "outcome", "months", "due_on"]
            ),
            pgtrigger.Protect(
                name="done_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__done_at__isnull=False)
                | pgtrigger.Q(old__dropped_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.months}"


class ClearingNoteQuerySet(models.QuerySet["ClearingNote"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; one's own."""
        counties = user.counties(*OFFICE_ROLES)
        return self.filter(Q(case__county__in=counties) | Q(case__subject=user))


class ClearingNote(models.Model):
    """期满说明: a paper for the person that the label is over, once it is."""

    case = models.OneToOneField("recall.Case", models.PROTECT, related_name="clearing_note")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("开具时间"))

    objects = ClearingNoteQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.case}"
