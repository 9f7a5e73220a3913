from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import READING_ROLES, Role

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
READERS = (Role.COUNTY_ADMIN, *READING_ROLES)


class PrefectureSummaryQuerySet(models.QuerySet["PrefectureSummary"]):
    def visible_to(self, user: "User") -> Self:
        """For those who hold a role on the prefecture itself; a county's people see their own."""
        return self.filter(prefecture__in=user.counties(*READERS))


class PrefectureSummary(models.Model):
    """全州汇总: the campaigns of a year in a prefecture's counties as of a day, in one document.

    Only what may be published is kept; small numbers are hidden already, and the hash is made of
    what is shown, so that it cannot be used to try out what is not.
    """

    prefecture = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    as_of = models.DateField(_("统计日"))
    figures_hash = models.CharField(_("指标校验值"), max_length=64)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))

    objects = PrefectureSummaryQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.prefecture} {self.year} {self.as_of}"


class SummaryDateQuerySet(models.QuerySet["SummaryDate"]):
    def visible_to(self, user: "User") -> Self:
        """The county's or prefecture's, for its administrators and its readers of statistics."""
        places = user.counties(*READERS)
        return self.filter(models.Q(campaign__county__in=places) | models.Q(prefecture__in=places))

    def open(self) -> Self:
        return self.filter(summary=None, whole=None, dropped_at=None)


class SummaryDate(models.Model):
    """A day as of which a campaign's or a prefecture's summary is made by itself, once, when the
    day is over."""

    campaign = models.ForeignKey(
        "recall.Campaign", models.PROTECT, null=True, related_name="summary_dates"
    )
    prefecture = models.ForeignKey(
        "units.Jurisdiction", models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField(_("统计日"))
    ordered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(_("登记时间"))
    summary = models.ForeignKey("reports.Summary", models.PROTECT, null=True, related_name="+")
    whole = models.ForeignKey(PrefectureSummary, models.PROTECT, null=True, related_name="+")
    dropped_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(_("取消时间"), null=True)

    objects = SummaryDateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "on"],
                condition=models.Q(dropped_at=None),
                name="summary_date_once",
            ),
            models.UniqueConstraint(
                fields=["prefecture", "on"],
                condition=models.Q(dropped_at=None),
                name="summary_date_once_of_prefecture",
            ),
            models.CheckConstraint(
                condition=models.Q(campaign__isnull=False, prefecture=None, whole=None)
                | models.Q(campaign=None, prefecture__isnull=False, summary=None),
                name="summary_date_of_one_level",
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_by=None, dropped_at=None)
                | models.Q(
                    dropped_by__isnull=False, dropped_at__isnull=False, summary=None, whole=None
                ),
                name="summary_date_dropped_before_it_is_made",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="order_stays",
                fields=["campaign", "prefecture", "on", "ordered_by", "ordered_at"],
            ),
            pgtrigger.Protect(
                name="made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__summary__isnull=False)
                | pgtrigger.Q(old__whole__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign or self.prefecture} {self.on}"
