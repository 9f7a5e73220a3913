"""Books of points: three practices, one engine. What differs is configuration."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import DutyKind, Practice

if TYPE_CHECKING:
    from accounts.models import User

BOOK_KINDS = (Practice.POINTS, Practice.SCORE_CARD, Practice.NEGATIVE_LIST)
LEVELS = 4  # four classes of work in each group (源：石泉县委办)


def points(name: Any) -> models.DecimalField:
    """Make a field of points: two places, as core.decimals reads them."""
    return models.DecimalField(name, max_digits=9, decimal_places=2)


class BookQuerySet(models.QuerySet["Book"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(models.Q(county__in=office) | models.Q(unit__in=units))


class Book(models.Model):
    """积分台账: one unit's book of one practice and one year.

    `basis` and `document_number` say on which paper the unit registered the scheme as its
    ordinary-time assessment (平时考核): a home-made points system must be one (domain 3.2).
    """

    kind = models.CharField(_("做法"), max_length=14, choices=Practice)
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="books")
    title = models.CharField(_("名称"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    groups = models.JSONField(_("分组"), default=list)
    basis = models.CharField(_("登记为平时考核的依据"), max_length=120)
    document_number = models.CharField(_("登记文号"), max_length=60)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("建立时间"))

    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="book_once_per_unit_kind_and_year"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=BOOK_KINDS), name="book_is_of_a_points_practice"
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="") & ~models.Q(document_number=""),
                name="book_is_registered",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BookRule(models.Model):
    """计分规则: one version of a book's formula. A change is a new version from a later month."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField(_("版本"))
    from_on = models.DateField(_("施行日期"))
    days_per_month = points(_("法定月工作日"))
    hours_per_day = points(_("每日工时"))
    points_per_hour = points(_("每工时分值"))
    points_per_task = points(_("每项常规工作加分"))
    points_per_level = points(_("工作类别每升一级加分"))
    level_share = points(_("升级所需周工时占比"))
    repeat_factor = points(_("重复失误扣分倍数"))
    award_percent = points(_("按积分分配的奖励占比"))
    card_points = points(_("记分卡总分"))
    warn_at = points(_("提醒线"))
    propose_at = points(_("线索线"))
    bottom_n = models.PositiveSmallIntegerField(_("末位人数"))
    smallest_group = models.PositiveSmallIntegerField(_("最少组员数"))
    objection_days = models.PositiveSmallIntegerField(_("异议期"))
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, null=True, related_name="+")
    provenance = models.CharField(_("参数出处"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("制定时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="bookrule_number_once"),
            models.UniqueConstraint(fields=["book", "from_on"], name="bookrule_one_from_a_day"),
            models.CheckConstraint(
                condition=models.Q(repeat_factor__gte=1, award_percent__range=(0, 100)),
                name="bookrule_figures_make_sense",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.number}"


class BookItem(models.Model):
    """计分项目: what is added or deducted, or vetoes. Corrected by retiring it for a new one."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="items")
    title = models.CharField(_("事项"), max_length=80)
    points = points(_("分值"))
    is_veto = models.BooleanField(_("一票否决"), default=False)
    repeats = models.BooleanField(_("重复发生加倍"), default=False)
    retired_on = models.DateField(_("停用日期"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "title"],
                condition=models.Q(retired_on=None),
                name="bookitem_title_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(points=0) | models.Q(is_veto=True),
                name="bookitem_has_points_or_vetoes",
            ),
            models.CheckConstraint(
                condition=models.Q(repeats=False) | models.Q(points__lt=0),
                name="bookitem_only_deductions_repeat",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="only_retired",
                operation=pgtrigger.UpdateOf("book_id", "title", "points", "is_veto", "repeats"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class BookMemberQuerySet(models.QuerySet["BookMember"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the books that the user sees, and oneself."""
        books = Book.objects.visible_to(user).values("pk")
        return self.filter(models.Q(book__in=books) | models.Q(cadre__user=user))

    def in_span(self, from_on: object, until_on: object) -> Self:
        """Those who belonged to the book at some time between two days."""
        stays = models.Q(left_on=None) | models.Q(left_on__gte=from_on)
        return self.filter(stays, joined_on__lte=until_on)


class BookMember(models.Model):
    """A person in a book, with group and class of work."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="members")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    group = models.CharField(_("分组"), max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(_("基础类别"), default=1)
    joined_on = models.DateField(_("进入日期"))
    left_on = models.DateField(_("离开日期"), null=True)

    objects = BookMemberQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "cadre"], name="bookmember_once_per_book"),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, LEVELS)), name="bookmember_level_of_four"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="bookmember_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cadre)


class BookDuty(models.Model):
    """A regular task (a sum each month), or added work by its weekly hours (the class rises)."""

    member = models.ForeignKey(BookMember, models.PROTECT, related_name="duties")
    kind = models.CharField(_("类型"), max_length=8, choices=DutyKind)
    title = models.CharField(_("工作内容"), max_length=80)
    week_hours = points(_("每周工时"))
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("终止日期"), null=True)

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="bookduty_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(week_hours__range=(0, 168)), name="bookduty_fits_a_week"
            ),
        ]

    def __str__(self) -> str:
        return self.title
