"""双星创建: a red list that praises and a yellow list that exposes, put up for a term."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import ListColour, ListScope, ObjectionFinding, ServedHow
from evidence.models.checklists import OFFICE, paired
from evidence.models.guards import never_shorter

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_LONGEST = 366
_RULES = (
    "county_id",
    "unit_id",
    "title",
    "basis",
    "from_on",
    "until_on",
    "scope",
    "red_days",
    "yellow_days",
    "objection_days",
    "yellows",
    "ground_id",
    "drawn_up_by_id",
    "drawn_up_at",
)
_ENTRY = (
    "list_id",
    "cadre_id",
    "unit_id",
    "colour",
    "on",
    "reason",
    "proposed_by_id",
    "proposed_at",
)


def _hand() -> models.ForeignKey:
    return models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")


class HonourListQuerySet(models.QuerySet["HonourList"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head."""
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
        )


class HonourList(models.Model):
    """The two lists of a unit, or of a whole county, for one period, with their rules.

    `yellows` is how often somebody must stand on the yellow list to become a signal under
    `ground`; nought makes no signals. The rules never change: lists of other rules are new lists.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    scope = models.CharField(_("公布范围"), max_length=6, choices=ListScope)
    red_days = models.PositiveSmallIntegerField(_("红榜公布天数"))
    yellow_days = models.PositiveSmallIntegerField(_("黄榜公布天数"))
    objection_days = models.PositiveSmallIntegerField(_("申辩期（工作日）"))
    yellows = models.PositiveSmallIntegerField(_("上黄榜几次产生线索"))
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, null=True, related_name="+")
    drawn_up_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("建立时间"))
    closed_by = _hand()
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = HonourListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "unit", "title"],
                nulls_distinct=False,
                name="honourlist_title_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="honourlist_span"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    red_days__range=(1, _LONGEST),
                    yellow_days__range=(1, _LONGEST),
                    objection_days__gte=3,
                ),
                name="honourlist_terms",
            ),
            models.CheckConstraint(
                condition=models.Q(yellows=0, ground=None)
                | models.Q(yellows__gte=1, ground__isnull=False),
                name="honourlist_signals_name_a_ground",
            ),
            models.CheckConstraint(condition=paired("closed"), name="honourlist_closed_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="rules_are_fixed", operation=pgtrigger.UpdateOf(*_RULES)),
        ]

    def __str__(self) -> str:
        return self.title


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the lists that the user works with; nobody's own."""
        lists = HonourList.objects.visible_to(user).values("pk")
        return self.filter(list__in=lists).exclude(cadre__user=user)

    def told_to(self, user: "User") -> Self:
        """The person's own: the yellow ones once told or put up, the red ones once put up."""
        told = models.Q(told_on__isnull=False) | models.Q(published_on__isnull=False)
        return self.filter(told, cadre__user=user)

    def up(self, on: date) -> Self:
        """What stands on the lists on a day: put up, within its term, not taken down."""
        return self.filter(withdrawn_at=None, published_on__lte=on, until_on__gte=on)


class ListEntry(models.Model):
    """One person proposed for a list, told, put up for its term, or taken down."""

    list = models.ForeignKey(HonourList, models.PROTECT, related_name="entries")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="list_entries")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    colour = models.CharField(_("榜别"), max_length=6, choices=ListColour)
    on = models.DateField(_("事实日期"))
    reason = models.CharField(_("上榜事由"), max_length=300)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    told_on = models.DateField(_("告知日期"), null=True)
    told_how = models.CharField(_("告知方式"), max_length=9, choices=ServedHow, blank=True)
    object_until_on = models.DateField(_("申辩末日"), null=True)
    told_by = _hand()
    told_at = models.DateTimeField(_("登记告知时间"), null=True)
    said = models.CharField(_("本人申辩"), max_length=500, blank=True)
    said_by = _hand()
    said_at = models.DateTimeField(_("申辩时间"), null=True)
    answer = models.CharField(_("申辩结论"), max_length=8, choices=ObjectionFinding, blank=True)
    answer_reason = models.CharField(_("结论理由"), max_length=300, blank=True)
    answered_by = _hand()
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    published_on = models.DateField(_("公布日期"), null=True)
    until_on = models.DateField(_("公布至"), null=True)
    published_by = _hand()
    published_at = models.DateTimeField(_("公布登记时间"), null=True)
    honour = models.OneToOneField("cadres.Honour", models.PROTECT, null=True, related_name="+")
    withdrawn_by = _hand()
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True)
    withdrawn_reason = models.CharField(_("撤下理由"), max_length=300, blank=True)

    objects = ListEntryQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list", "cadre", "colour", "on"],
                condition=models.Q(withdrawn_at=None),
                name="listentry_fact_once",
            ),
            *(
                models.CheckConstraint(condition=paired(hand), name=f"listentry_{hand}_at")
                for hand in ("told", "said", "answered", "published", "withdrawn")
            ),
            models.CheckConstraint(
                condition=models.Q(published_by=None)
                | ~models.Q(published_by=models.F("proposed_by")),
                name="listentry_published_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(published_on=None)
                | models.Q(colour=ListColour.RED)
                | models.Q(
                    object_until_on__isnull=False,
                    object_until_on__lt=models.F("published_on"),
                )
                | models.Q(answer=ObjectionFinding.REJECTED),
                name="listentry_yellow_was_heard",
            ),
            models.CheckConstraint(
                condition=models.Q(honour=None) | models.Q(colour=ListColour.RED),
                name="listentry_only_red_is_filed",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "until_on"], name="listentry_unit"),
            models.Index(fields=["list", "proposed_at"], name="listentry_list"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="fact_is_fixed", operation=pgtrigger.UpdateOf(*_ENTRY)),
            never_shorter("object_until_on"),
        ]

    def __str__(self) -> str:
        return self.reason
