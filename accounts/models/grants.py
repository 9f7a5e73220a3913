from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.enums import COUNTY_ROLES, DUTIES, UNIT_ROLES, Role
from accounts.models.duties import GUESTS_HOLD_NO_ROLE, LAST_AUDITOR

_DUTY = Case(When(role__in=DUTIES, then=F("role")), default=Value(""))
_TERM = Func(
    F("from_on"),
    F("until_on"),
    Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, on: date) -> Self:
        """Those that count on a day: begun, not over, not revoked."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, revoked_at=None)


class Grant(models.Model):
    """授权: a role held by a user on a place, for a time.

    The place is a county or a prefecture, or a unit `with_below` or without, or, for the three
    administrators, none. No term of an administrator meets a term of any other role.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    with_below = models.BooleanField(_("含下级单位"), default=False)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"), null=True)
    revoked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("收回时间"), null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=COUNTY_ROLES, county__isnull=False, unit=None)
                | Q(role__in=UNIT_ROLES, county=None, unit__isnull=False)
                | Q(role__in=DUTIES, county=None, unit=None),
                name="grant_scope_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(with_below=False) | Q(role__in=UNIT_ROLES),
                name="grant_below_is_of_units",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="grant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | ~Q(role__in=DUTIES), name="grant_of_duty_has_no_end"
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None, revoked_at=None)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="grant_revoked_by_with_at",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "county", "unit"],
                condition=Q(until_on=None, revoked_at=None),
                nulls_distinct=False,
                name="grant_once_while_open",
            ),
            ExclusionConstraint(
                name="grant_duty_stands_alone",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (_DUTY, RangeOperators.NOT_EQUAL),
                    (_TERM, RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="last_auditor_stays",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__role=Role.AUDITOR, old__revoked_at__isnull=True),
                func=LAST_AUDITOR,
            ),
            pgtrigger.Trigger(
                name="guests_hold_no_role",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("user_id"),
                func=GUESTS_HOLD_NO_ROLE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
