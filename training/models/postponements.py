from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from training.enums import PostponeGround
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User


class PostponementQuerySet(models.QuerySet["Postponement"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, own unit's for clerk and head, one's own for all."""
        return self.filter(
            models.Q(case__county__in=user.counties(*OFFICE_ROLES))
            | models.Q(case__unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
            | models.Q(case__subject=user)
        )

    def in_force(self, on: date) -> Self:
        """Those that hold a person back on a day; both days counted, ended ones left out."""
        return self.filter(from_on__lte=on, until_on__gte=on, ended_at=None)


class Postponement(models.Model):
    """延期参训: from when to when a person joins no class, why, and by which paper.

    After the last day the case waits for a class again by itself; nobody has to think of it.
    """

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="postponements")
    ground = models.CharField(_("原因"), max_length=10, choices=PostponeGround)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"))
    paper = models.CharField(_("证明材料"), max_length=120)
    postponed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    postponed_at = models.DateTimeField(_("登记时间"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("提前结束时间"), null=True)

    objects = PostponementQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "from_on"],
                condition=models.Q(ended_at=None),
                name="postponement_once_from_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="postponement_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(paper=""), name="postponement_has_a_paper"),
            models.CheckConstraint(
                condition=paired("postponement", "ended")[0],
                name=paired("postponement", "ended")[1],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.from_on}"
