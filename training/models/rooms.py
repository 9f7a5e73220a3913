from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

MOST_SEATS = 2000


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its department."""
        return self.filter(county__in=user.counties(*OFFICE_ROLES))

    def in_use(self) -> Self:
        """Those that may still be chosen."""
        return self.filter(closed_at=None)


class Room(models.Model):
    """教室、场地: a room of a county's library. Place and name never change: lessons are held apart
    by them, and papers that were printed name them.

    Rooms that older timetables wrote by hand were entered by nobody, and their seats are unknown.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    place = models.CharField(_("地点"), max_length=80)
    name = models.CharField(_("教室名称"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("座位数"), null=True)
    features = models.CharField(_("设施"), max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("登记时间"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "place", "name"], name="room_once_at_place"),
            models.CheckConstraint(
                condition=models.Q(seats=None) | models.Q(seats__range=(1, MOST_SEATS)),
                name="room_has_seats",
            ),
            models.CheckConstraint(
                condition=paired("room", "entered")[0], name=paired("room", "entered")[1]
            ),
            models.CheckConstraint(
                condition=paired("room", "closed")[0], name=paired("room", "closed")[1]
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def label_at(self, venue: str) -> str:
        """Answer the name as a class at `venue` reads it: elsewhere, with the place before it."""
        return self.name if self.place == venue else f"{self.place} {self.name}"
