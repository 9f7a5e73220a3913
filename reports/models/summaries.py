from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import READING_ROLES, Role

if TYPE_CHECKING:
    from accounts.models import User


class SummaryQuerySet(models.QuerySet["Summary"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its administrators and its readers of statistics."""
        return self.filter(campaign__county__in=user.counties(Role.COUNTY_ADMIN, *READING_ROLES))

    def reported_by(self, user: "User") -> Self:
        """For who prepares the report to the division above, and who signs it."""
        return self.filter(campaign__county__in=user.counties(Role.COUNTY_ADMIN, Role.DECIDER))


class Summary(models.Model):
    """全县汇总: the figures of a campaign as of a day, frozen in a document.

    The same figures asked for twice running are one summary.
    """

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="summaries")
    as_of = models.DateField(_("统计日"))
    figures_hash = models.CharField(_("指标校验值"), max_length=64)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))

    objects = SummaryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.campaign} {self.as_of}"
