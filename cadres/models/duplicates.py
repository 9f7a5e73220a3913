from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from cadres.enums import PairState

if TYPE_CHECKING:
    from accounts.models import User


def _together(by: str, at: str, *, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{by}__isnull": True, f"{at}__isnull": True})
        | models.Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        name=name,
    )


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, user: "User") -> Self:
        """The pairs of the counties that the user administers."""
        return self.filter(county__in=user.counties(Role.COUNTY_ADMIN))


class Pair(models.Model):
    """疑似重复: two files that may be one person's, and by which rules they look so."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    first = models.ForeignKey("cadres.Cadre", models.CASCADE, related_name="+")
    second = models.ForeignKey("cadres.Cadre", models.CASCADE, related_name="+")
    rules = ArrayField(models.CharField(max_length=5))
    found_on = models.DateField(_("发现日期"))
    state = models.CharField(_("状态"), max_length=9, choices=PairState, default=PairState.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("处理时间"), null=True)

    objects = PairQuerySet.as_manager()
    about = ("first_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="pair_in_order"
            ),
            _together("settled_by", "settled_at", name="pair_settled_by_and_at"),
        ]
        indexes = [models.Index(fields=["county", "state", "id"], name="pair_county_state")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class Merger(models.Model):
    """合并记录: what moved from one file to another, so that it can go back."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="mergers")
    kept = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    gone = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    moved = models.JSONField(_("移动的记录"))
    taken = models.JSONField(_("补充的字段"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(_("合并时间"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    about = ("kept_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="merger_once"
            ),
            _together("undone_by", "undone_at", name="merger_undone_by_and_at"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
