from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import Sector, UnitActKind, UnitKind
from units.models.jurisdictions import span


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: Any) -> Self:
        """Every unit of a county on which the user holds anything, and the units granted."""
        counties = {pk for places, _ in user.scopes.values() for pk in places}
        units = {pk for _, places in user.scopes.values() for pk in places}
        return self.filter(models.Q(county__in=counties) | models.Q(pk__in=units))

    def standing(self) -> Self:
        """Those that have not been closed or merged."""
        return self.filter(until_on=None)


class Unit(models.Model):
    """单位 of a county, as it is now. What it was before stands in its former states.

    `until_on` ends it. `own_code` names sections that have no credit code. Who heads it is a
    fact of a post.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    name = models.CharField(_("单位名称"), max_length=80)
    kind = models.CharField(_("单位性质"), max_length=16, choices=UnitKind)
    sector = models.CharField(_("条线"), max_length=12, choices=Sector, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    own_code = models.CharField(_("内部编码"), max_length=20, blank=True)
    establishment = models.PositiveIntegerField(_("编制数"), null=True)
    from_on = models.DateField(_("设立日期"))
    until_on = models.DateField(_("撤销日期"), null=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"],
                condition=models.Q(until_on=None),
                name="unit_name_once_per_county",
            ),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=models.Q(until_on=None) & ~models.Q(credit_code=""),
                name="unit_credit_code_once",
            ),
            models.UniqueConstraint(
                fields=["county", "own_code"],
                condition=models.Q(until_on=None) & ~models.Q(own_code=""),
                name="unit_own_code_once_per_county",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(successor=None) | models.Q(until_on__isnull=False),
                name="unit_with_successor_has_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerUnit(models.Model):
    """What a unit was called and where it stood up to, and not with, a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="former")
    name = models.CharField(_("原名称"), max_length=80)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")),
                name="former_unit_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="former_unit_one_state_a_day",
                expressions=[("unit", RangeOperators.EQUAL), (span(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAct(models.Model):
    """单位沿革: what happened to a unit on a day, and on which paper it rests."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acts")
    kind = models.CharField(_("事项"), max_length=8, choices=UnitActKind)
    happened_on = models.DateField(_("日期"))
    before = models.CharField(_("变更前"), max_length=80, blank=True)
    after = models.CharField(_("变更后"), max_length=80, blank=True)
    basis = models.CharField(_("批准文号"), max_length=60, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))

    class Meta:
        indexes = [models.Index(fields=["unit", "happened_on"], name="unit_act_unit_on")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"
