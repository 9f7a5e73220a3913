"""突出问题清单: a campaign's list of problems, and each time that one was seen."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.models.guards import frozen
from schemes.enums import Provenance
from units.models import Unit

if TYPE_CHECKING:
    from accounts.models import User

OFFICE = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
_USER = settings.AUTH_USER_MODEL
_CONTENT = (
    "checklist_id",
    "item_id",
    "cadre_id",
    "unit_id",
    "county_id",
    "from_on",
    "until_on",
    "seen",
    "finder",
    "material",
    "reported_by_id",
    "reported_at",
)


def paired(hand: str) -> models.Q:
    """Say that who and when of one act stand together."""
    empty = models.Q(**{f"{hand}_by": None, f"{hand}_at": None})
    return empty | models.Q(**{f"{hand}_by__isnull": False, f"{hand}_at__isnull": False})


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; settled ones for its units' clerks and heads."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        counties = Unit.objects.filter(pk__in=units).values("county")
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE))
            | models.Q(county__in=counties, settled_at__isnull=False)
        )


class Checklist(models.Model):
    """One county's list of one campaign; items may change until it is settled."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    report_until_on = models.DateField(_("报送截止日期"))
    drawn_up_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("制定时间"))
    settled_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("定案时间"), null=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year", "title"], name="checklist_once"),
            models.CheckConstraint(condition=paired("settled"), name="checklist_settled_by_at"),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One problem: how to tell it, the ground it cites, and how often makes a signal."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items")
    title = models.CharField(_("问题"), max_length=30)
    text = models.CharField(_("认定标准"), max_length=200)
    wanted = models.CharField(_("需要的佐证材料"), max_length=120)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    line = models.PositiveSmallIntegerField(_("几次产生线索"), default=1)
    provenance = models.CharField(_("出处"), max_length=10, choices=Provenance)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "title"], name="checklistitem_title_once"),
            models.UniqueConstraint(
                fields=["checklist", "ground"], name="checklistitem_ground_once"
            ),
            models.CheckConstraint(condition=models.Q(line__gte=1), name="checklistitem_has_line"),
        ]
        triggers = [
            frozen(
                "not_after_settling",
                pgtrigger.Insert | pgtrigger.Update,
                table="evidence_checklist",
                key="NEW.checklist_id",
            ),
            frozen(
                "not_removed_after_settling",
                pgtrigger.Delete,
                table="evidence_checklist",
                key="OLD.checklist_id",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ListedProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head, one's own for all."""
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
            | models.Q(cadre__user=user)
        )

    def standing(self) -> Self:
        return self.filter(struck_at=None)

    def confirmed(self) -> Self:
        return self.filter(struck_at=None, confirmed_at__isnull=False)


class Problem(models.Model):
    """问题记录: one person, one problem, on a day or from a day to a day. Only ever decided on."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="problems")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="problems")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    seen = models.CharField(_("发现的情况"), max_length=300)
    finder = models.CharField(_("发现人或来源"), max_length=60)
    material = models.CharField(_("佐证材料"), max_length=120)
    reported_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("报告时间"))
    confirmed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    struck_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(_("剔除时间"), null=True)
    struck_reason = models.CharField(_("剔除理由"), max_length=200, blank=True)

    objects = ListedProblemQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "cadre", "from_on"],
                condition=models.Q(struck_at=None),
                name="problem_reported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="problem_ends_after"
            ),
            models.CheckConstraint(condition=paired("confirmed"), name="problem_confirmed_by_at"),
            models.CheckConstraint(condition=paired("struck"), name="problem_struck_by_at"),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("reported_by"))
                & ~models.Q(struck_by=models.F("reported_by")),
                name="problem_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(struck_at=None) | ~models.Q(struck_reason=""),
                name="problem_struck_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["checklist", "unit"], name="problem_unit"),
            models.Index(fields=["cadre"], name="problem_cadre"),
        ]
        triggers = [
            pgtrigger.Protect(name="only_decided", operation=pgtrigger.UpdateOf(*_CONTENT)),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="under_a_settled_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF NOT EXISTS (
                    SELECT 1 FROM evidence_checklistitem AS item
                    JOIN evidence_checklist AS list ON list.id = item.checklist_id
                    WHERE item.id = NEW.item_id AND list.id = NEW.checklist_id
                    AND list.settled_at IS NOT NULL
                ) THEN
                    RAISE EXCEPTION 'evidence_problem: the list is not settled, or another one'
                        USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.from_on}"


class ZeroReturnQuerySet(models.QuerySet["ZeroReturn"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(
            models.Q(checklist__county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
        )


class ZeroReturn(models.Model):
    """零报告: a unit says that it has none, and why; withdrawn when it reports one after all."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="zero_returns")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    reason = models.CharField(_("自查情况"), max_length=200)
    returned_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("报告时间"))
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = ZeroReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "unit"],
                condition=models.Q(withdrawn_at=None),
                name="zeroreturn_one_stands",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="zeroreturn_has_reason"),
            models.CheckConstraint(condition=paired("withdrawn"), name="zeroreturn_withdrawn_at"),
        ]

    def __str__(self) -> str:
        return str(self.unit)
