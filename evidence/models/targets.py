"""Yearly targets 目标绩效考核: weighted targets, a score of each person under each, a rank."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

if TYPE_CHECKING:
    from accounts.models import User

_OF_NEW = "(SELECT i.plan_id FROM evidence_targetitem i WHERE i.id = {row}.item_id)"


def frozen(name: str, plan: str, verbs: pgtrigger.Operations) -> pgtrigger.Trigger:
    """Refuse to write beneath a plan that was settled."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=verbs,
        func=f"""
        IF EXISTS (SELECT 1 FROM evidence_targetplan p
                   WHERE p.id = {plan} AND p.settled_at IS NOT NULL) THEN
            RAISE EXCEPTION 'the plan is settled' USING ERRCODE = '23514';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  (names of ours only)
    )


class TargetPlanQuerySet(models.QuerySet["TargetPlan"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; for clerk and head their unit's and the county-wide."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(models.Q(county__in=office) | models.Q(unit__in=units))


class TargetPlan(models.Model):
    """目标责任书: the targets of one unit's people for one year, and when they make a signal.

    Either the last `bottom_n` or everybody under `threshold`; 0 switches either off.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    threshold = models.DecimalField(_("线索线（分）"), max_digits=5, decimal_places=2)
    bottom_n = models.PositiveSmallIntegerField(_("末位人数"))
    smallest_group = models.PositiveSmallIntegerField(_("最少人数"))
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("制定时间"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("定案时间"), null=True)

    objects = TargetPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="targetplan_once_per_year"),
            models.CheckConstraint(
                condition=models.Q(threshold__range=(0, 100)), name="targetplan_line_in_hundred"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None, settled_at=None)
                | models.Q(settled_by__isnull=False, settled_at__isnull=False),
                name="targetplan_settled_by_with_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TargetItem(models.Model):
    """One target: its weight of the hundred, and who says how far it was reached."""

    plan = models.ForeignKey(TargetPlan, models.PROTECT, related_name="items")
    title = models.CharField(_("目标"), max_length=80)
    weight = models.DecimalField(_("权重"), max_digits=5, decimal_places=2)
    source = models.CharField(_("数据来源"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="targetitem_title_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=100), name="targetitem_has_weight"
            ),
        ]
        triggers = [
            frozen("not_after_settling", "NEW.plan_id", pgtrigger.Insert | pgtrigger.Update),
            frozen("not_removed_after_settling", "OLD.plan_id", pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title


class TargetScore(models.Model):
    """得分: how far a person reached a target, 0 to 100. Corrected until the plan is settled."""

    item = models.ForeignKey(TargetItem, models.PROTECT, related_name="scores")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    score = models.DecimalField(_("得分"), max_digits=5, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))

    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "cadre"], name="targetscore_once"),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 100)), name="targetscore_in_hundred"
            ),
        ]
        indexes = [models.Index(fields=["cadre"], name="targetscore_cadre")]
        triggers = [
            frozen(
                "not_after_settling",
                _OF_NEW.format(row="NEW"),
                pgtrigger.Insert | pgtrigger.Update,
            ),
            frozen("not_removed_after_settling", _OF_NEW.format(row="OLD"), pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.score}"
