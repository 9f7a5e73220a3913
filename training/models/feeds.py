from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: "User") -> Self:
        """One's own."""
        return self.filter(user=user)

    def standing(self) -> Self:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """日历订阅: a secret address of one person's sessions. Only the digest of the secret is kept.

    What a phone shows on its locked screen is neutral, unless the person wants course and class.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token_hash = models.CharField(_("地址摘要"), max_length=64, unique=True)
    is_plain = models.BooleanField(_("显示课程名称"), default=False)
    made_at = models.DateTimeField(_("建立时间"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at=None),
                name="calendar_feed_one_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
