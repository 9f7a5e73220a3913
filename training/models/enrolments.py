from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from recall.enums import CaseState
from training.models.ranges import MOST_GROUPS, paired

if TYPE_CHECKING:
    from accounts.models import User


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, own unit's for clerk and head, one's own for all."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(
            models.Q(case__county__in=user.counties(*OFFICE_ROLES))
            | models.Q(case__unit__in=units)
            | models.Q(case__subject=user)
        )

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def under_training(self, user: "User") -> Self:
        """The places in which a person is a trainee now: the case is neither closed nor revoked."""
        over = [CaseState.CLOSED, CaseState.REVOKED]
        return self.standing().filter(case__subject=user).exclude(case__state__in=over)


class Enrolment(models.Model):
    """参训: a case's place in a class; at most one stands at a time."""

    training_class = models.ForeignKey(
        "training.TrainingClass", models.PROTECT, related_name="enrolments"
    )
    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="enrolments")
    group = models.PositiveSmallIntegerField(_("小组"), null=True)
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField(_("入班时间"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("退班时间"), null=True)
    withdraw_reason = models.CharField(_("退班原因"), max_length=200, blank=True)

    objects = EnrolmentQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "case"], name="enrolment_once_per_class"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(withdrawn_at=None),
                name="enrolment_one_standing_per_case",
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(group__range=(1, MOST_GROUPS)),
                name="enrolment_group_in_range",
            ),
            models.CheckConstraint(
                condition=paired("enrolment", "withdrawn")[0],
                name=paired("enrolment", "withdrawn")[1],
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdraw_reason=""),
                name="enrolment_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}"
