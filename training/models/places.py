from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from training.enums import PlaceKind
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

MOST_PEOPLE = 20


class HostPlaceQuerySet(models.QuerySet["HostPlace"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for the department."""
        return self.filter(county__in=user.counties(*OFFICE_ROLES))

    def standing(self) -> Self:
        """Those that still take people in."""
        return self.filter(closed_at=None)


class HostPlace(models.Model):
    """锻炼点: a village, project or unit that takes trainees in, how many at a time, how far."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="host_places")
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类别"), max_length=8, choices=PlaceKind)
    capacity = models.PositiveSmallIntegerField(_("同时接收人数"))
    seat_km = models.PositiveSmallIntegerField(_("距县城（公里）"), null=True)
    lodging = models.CharField(_("食宿和交通"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    objects = HostPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="host_place_name_once"),
            models.CheckConstraint(
                condition=models.Q(capacity__range=(1, MOST_PEOPLE)), name="host_place_has_room"
            ),
            models.CheckConstraint(
                condition=paired("host_place", "closed")[0], name=paired("host_place", "closed")[1]
            ),
        ]

    def __str__(self) -> str:
        return self.name
