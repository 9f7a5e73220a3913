from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

if TYPE_CHECKING:
    from accounts.models import User


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, user: "User") -> Self:
        """The county's administrator sees all, a unit's clerk the unit's; nobody the own file's."""
        rows = self.filter(
            models.Q(unit__county__in=user.counties(Role.COUNTY_ADMIN))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK))
        )
        return rows.exclude(cadre__isnull=False, cadre__user=user)


class Gap(models.Model):
    """待补事项: what a numbered rule of data quality found lacking on a unit or a person.

    The nightly job enters and removes them; `found_on` is the first night.
    """

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="gaps")
    cadre = models.ForeignKey("cadres.Cadre", models.CASCADE, null=True, related_name="+")
    number = models.CharField(_("规则"), max_length=5)
    found_on = models.DateField(_("发现日期"))

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "cadre", "number"], nulls_distinct=False, name="gap_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit_id}"
