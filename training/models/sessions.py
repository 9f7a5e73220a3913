from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from training.enums import SessionKind
from training.models.enrolments import Enrolment
from training.models.guests import Guest
from training.models.ranges import MOST_GROUPS, groups, instants, paired

if TYPE_CHECKING:
    from accounts.models import User

_STANDS = models.Q(cancelled_at=None)


def _apart(
    name: str, *columns: str, condition: models.Q = _STANDS, by_group: bool = False
) -> ExclusionConstraint:
    """Answer the constraint that standing sessions with equal columns never overlap in time.

    It is judged at the end of each statement, so that one statement may swap two sessions. By
    group, sessions of different groups may overlap, those of the whole class with none of it.
    """
    apart = [(groups("group"), RangeOperators.OVERLAPS)] if by_group else []
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            *apart,
            (instants("starts_at", "ends_at"), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        deferrable=models.Deferrable.IMMEDIATE,
    )


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; for a unit or a person, those of own trainees."""
        mine = Enrolment.objects.visible_to(user).filter(
            training_class=models.OuterRef("training_class")
        )
        own = models.Q(county__in=user.counties(*OFFICE_ROLES)) | models.Exists(mine)
        if user.is_guest:
            own |= models.Q(pk__in=self.taught_by(user).values("pk"))
        return self.filter(own)

    def taught_by(self, user: "User") -> Self:
        """Those that a teacher invited for the class gives themself."""
        invited = Guest.objects.filter(
            user=user,
            teacher=models.OuterRef("lecturer"),
            training_class=models.OuterRef("training_class"),
        )
        return self.filter(models.Exists(invited))

    def standing(self) -> Self:
        """Those that were not called off."""
        return self.filter(_STANDS)


class Session(models.Model):
    """课次: one lesson. County and venue are the class's own, copied so that the database
    itself can refuse one room or one teacher twice at a time across classes.

    `hall` is the room of the library; venue and `room` then say where that is. Without it `room` is
    what was written by hand.

    `group` is empty for the whole class. `sequence` counts the changes that a calendar is told of;
    `was_at` is where the last change took it from."""

    training_class = models.ForeignKey(
        "training.TrainingClass", models.PROTECT, related_name="sessions"
    )
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    venue = models.CharField(_("地点"), max_length=80)
    kind = models.CharField(_("类型"), max_length=14, choices=SessionKind)
    title = models.CharField(_("课程"), max_length=80)
    hall = models.ForeignKey("training.Room", models.PROTECT, null=True, related_name="sessions")
    room = models.CharField(_("教室"), max_length=150, blank=True)
    teacher = models.CharField(_("授课人"), max_length=60, blank=True)
    lecturer = models.ForeignKey(
        "training.Teacher", models.PROTECT, null=True, related_name="sessions"
    )
    group = models.PositiveSmallIntegerField(_("小组"), null=True)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    sequence = models.PositiveIntegerField(_("变动次数"), default=0)
    changed_at = models.DateTimeField(_("变动时间"), null=True)
    was_at = models.DateTimeField(_("原定时间"), null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=paired("session", "cancelled")[0], name=paired("session", "cancelled")[1]
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(group__range=(1, MOST_GROUPS)),
                name="session_group_in_range",
            ),
            _apart("session_class_once_at_a_time", "training_class", by_group=True),
            _apart(
                "session_room_once_at_a_time",
                "county",
                "venue",
                "room",
                condition=_STANDS & ~models.Q(room=""),
            ),
            _apart("session_hall_once_at_a_time", "hall", condition=_STANDS & ~models.Q(hall=None)),
            _apart(
                "session_teacher_once_at_a_time",
                "county",
                "teacher",
                condition=_STANDS & ~models.Q(teacher=""),
            ),
        ]
        indexes = [models.Index(fields=["training_class", "starts_at"], name="session_class_start")]

    def __str__(self) -> str:
        return self.title
