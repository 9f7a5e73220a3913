from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import READING_ROLES, Role
from reports.enums import OF_COUNTY, OF_PREFECTURE, RhythmKind

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
READERS = (Role.COUNTY_ADMIN, *READING_ROLES)
MOST_DAYS = 365


class SummaryRhythmQuerySet(models.QuerySet["SummaryRhythm"]):
    def visible_to(self, user: "User") -> Self:
        """The county's or prefecture's, for its administrators and its readers of statistics."""
        return self.filter(county__in=user.counties(*READERS))

    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def of_county(self) -> Self:
        return self.filter(kind__in=OF_COUNTY)

    def of_prefecture(self) -> Self:
        return self.filter(kind__in=OF_PREFECTURE)


class SummaryRhythm(models.Model):
    """Days that come again as of which a county's or a prefecture's summary is made by itself.

    The kind tells which: a prefecture is the county of its own departments as well.
    All its days before `seen_on` were seen to; a day is due once it is over.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("周期"), max_length=20, choices=RhythmKind)
    days = models.PositiveSmallIntegerField(_("结束后天数"), default=0)
    begun_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("登记时间"))
    seen_on = models.DateField(_("已办至"))
    stopped_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(_("停止时间"), null=True)

    objects = SummaryRhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind"],
                condition=models.Q(stopped_at=None),
                name="summary_rhythm_one_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=RhythmKind.AFTER_CLOSE, days__range=(1, MOST_DAYS))
                | models.Q(~models.Q(kind=RhythmKind.AFTER_CLOSE), days=0),
                name="summary_rhythm_days_after_close",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_by=None, stopped_at=None)
                | models.Q(stopped_by__isnull=False, stopped_at__isnull=False),
                name="summary_rhythm_stopped_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="order_stays", fields=["county", "kind", "days", "begun_by", "begun_at"]
            ),
            pgtrigger.Protect(
                name="stopped_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stopped_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.get_kind_display()}"

    @property
    def is_of_prefecture(self) -> bool:
        return self.kind in OF_PREFECTURE
