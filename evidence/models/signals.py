from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import Practice

if TYPE_CHECKING:
    from accounts.models import User

_FIXED = (
    "county_id",
    "unit_id",
    "cadre_id",
    "ground_id",
    "practice",
    "source_pk",
    "value",
    "said",
    "rule",
    "rows",
    "from_on",
    "until_on",
    "raised_by_id",
    "raised_at",
)


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head; nobody's own."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(models.Q(county__in=office) | models.Q(unit__in=units)).exclude(
            cadre__user=user
        )

    def standing(self) -> Self:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)


class Signal(models.Model):
    """线索: what a practice says about one person. It proposes; a person nominates.

    `said` is one sentence, `rule` names rule and version, `rows` are the lines behind the value:
    `[{"label", "value", "on"}]`. `source_pk` is the row of the practice that raised it.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="signals")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    practice = models.CharField(_("做法"), max_length=14, choices=Practice)
    source_pk = models.BigIntegerField(_("来源"))
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    said = models.CharField(_("说明"), max_length=200)
    rule = models.CharField(_("规则及版本"), max_length=120)
    rows = models.JSONField(_("依据行"), default=list)
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("产生时间"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True)
    withdrawn_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    objects = SignalQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "source_pk", "cadre", "ground"],
                condition=models.Q(withdrawn_at=None),
                name="signal_once_per_source",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="signal_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_by=None, withdrawn_at=None, withdrawn_reason="")
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                & ~models.Q(withdrawn_reason=""),
                name="signal_withdrawn_by_with_at",
            ),
        ]
        indexes = [
            models.Index(fields=["cadre", "practice"], name="signal_cadre"),
            models.Index(fields=["county", "raised_at"], name="signal_county"),
            models.Index(fields=["unit", "raised_at"], name="signal_unit"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="only_withdrawn", operation=pgtrigger.UpdateOf(*_FIXED)),
        ]

    def __str__(self) -> str:
        return self.said
