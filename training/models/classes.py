from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from training.enums import BlockKind, LengthUnit
from training.models.enrolments import Enrolment
from training.models.ranges import days

if TYPE_CHECKING:
    from accounts.models import User


class TrainingClassQuerySet(models.QuerySet["TrainingClass"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; for a unit or a person, those with own trainees."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        mine = Enrolment.objects.filter(
            models.Q(case__unit__in=units) | models.Q(case__subject=user),
            training_class=models.OuterRef("pk"),
        )
        return self.filter(models.Q(county__in=user.counties(*OFFICE_ROLES)) | models.Exists(mine))


class TrainingClass(models.Model):
    """培训班: a class of a campaign with real dates; its shape is told by its blocks."""

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="classes")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    title = models.CharField(_("班次名称"), max_length=80)
    venue = models.CharField(_("地点"), max_length=80)
    opens_on = models.DateField(_("开班日期"))
    closes_on = models.DateField(_("结班日期"))
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    programme = models.ForeignKey(
        "training.Programme", models.PROTECT, null=True, related_name="classes"
    )
    monitor = models.ForeignKey("training.Enrolment", models.PROTECT, null=True, related_name="+")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("建立时间"))

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "title"], name="training_class_title_once"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="training_class_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the classes that the user may see."""
        return self.filter(training_class__in=TrainingClass.objects.visible_to(user))


class Block(models.Model):
    """A span of a class: days of theory in the class room, or days of practice in a post.

    `length` and `unit` are what the programme asked for; moved, the block keeps them, and its days
    are reckoned anew. Nought stands for a block laid without a programme: its calendar days.
    """

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="blocks")
    kind = models.CharField(_("环节"), max_length=10, choices=BlockKind)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"))
    length = models.PositiveSmallIntegerField(_("长度"), default=0)
    unit = models.CharField(
        _("计算单位"), max_length=8, choices=LengthUnit, default=LengthUnit.CALENDAR
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="block_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="block_no_overlap",
                expressions=[
                    ("training_class", RangeOperators.EQUAL),
                    (days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"

    @property
    def day_count(self) -> int:
        return (self.until_on - self.from_on).days + 1
