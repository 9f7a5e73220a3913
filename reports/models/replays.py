from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import READING_ROLES, Role

if TYPE_CHECKING:
    from accounts.models import User


class ReplayQuerySet(models.QuerySet["Replay"]):
    def visible_to(self, user: "User") -> Self:
        """The division's, for its administrators and its readers of statistics."""
        return self.filter(county__in=user.counties(Role.COUNTY_ADMIN, *READING_ROLES))


class Replay(models.Model):
    """规则回放: past cases read by one version of a scheme and by another, kept as a report.

    While it runs, `cells` counts and `position` says up to which nomination; of what is done only
    `result` stays, in which small numbers are hidden already. `lists` names both lists as they
    were, since a draft may change later.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    base = models.ForeignKey("schemes.SchemeVersion", models.PROTECT, related_name="+")
    version = models.ForeignKey("schemes.SchemeVersion", models.PROTECT, related_name="replays")
    token = models.UUIDField(_("提交标识"), unique=True)
    lists = models.JSONField(_("清单"))
    position = models.BigIntegerField(_("已读到"), default=0)
    cells = models.JSONField(_("计数"), default=list)
    result = models.JSONField(_("结果"), null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    objects = ReplayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None, result=None)
                | models.Q(finished_at__isnull=False, result__isnull=False, cells=[]),
                name="replay_finished_with_result_alone",
            ),
            models.CheckConstraint(
                condition=~models.Q(base=models.F("version")), name="replay_of_two_versions"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base} → {self.version}"
