from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.enums import Kin


class KinshipQuerySet(models.QuerySet["Kinship"]):
    def standing(self) -> Self:
        """Those that have not been struck out."""
        return self.filter(ended_at=None)

    def of(self, cadre_id: int) -> Self:
        """Those that bind a person to somebody, whichever of the two the row names first."""
        return self.filter(models.Q(cadre=cadre_id) | models.Q(relative=cadre_id))


class Kinship(models.Model):
    """亲属关系: two people of whom neither may handle what concerns the other.

    Source: 公务员法 art. 74, 76: spouse, lineal, collateral within three degrees, near in-laws;
    sharing a home counts as much. Kept only for recusal.
    """

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="kinships")
    relative = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    kind = models.CharField(_("关系"), max_length=10, choices=Kin)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("登记时间"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("注销时间"), null=True)

    objects = KinshipQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(cadre=models.F("relative")), name="kinship_of_two_people"
            ),
            models.UniqueConstraint(
                models.functions.Least("cadre", "relative"),
                models.functions.Greatest("cadre", "relative"),
                "kind",
                condition=models.Q(ended_at=None),
                name="kinship_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by=None, ended_at=None)
                | models.Q(ended_by__isnull=False, ended_at__isnull=False),
                name="kinship_ended_by_with_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
