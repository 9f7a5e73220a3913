from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import COUNTY_ROLES, Role


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, on: date) -> Self:
        return self.filter(models.Q(until_on=None) | models.Q(until_on__gte=on), from_on__lte=on)


class Grant(models.Model):
    """授权: a role held by a user on one county or on one unit, for a time."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"), null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=COUNTY_ROLES, county__isnull=False, unit=None)
                | (~models.Q(role__in=COUNTY_ROLES) & models.Q(county=None, unit__isnull=False)),
                name="grant_scope_fits_role",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "county", "unit"],
                condition=models.Q(until_on=None),
                nulls_distinct=False,
                name="grant_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
