from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User


class TeacherQuerySet(models.QuerySet["Teacher"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its department."""
        return self.filter(county__in=user.counties(*OFFICE_ROLES))

    def teaching(self) -> Self:
        """Those that were not struck off."""
        return self.filter(retired_at=None)


class Teacher(models.Model):
    """师资: a teacher of a county's library. Namesakes take a mark: 何静（党校）."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    name = models.CharField(_("姓名"), max_length=60)
    employer = models.CharField(_("单位和职务"), max_length=80, blank=True)
    subjects = models.CharField(_("擅长课程"), max_length=120, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("登记时间"))
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("停用时间"), null=True)

    objects = TeacherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="teacher_name_once"),
            models.CheckConstraint(
                condition=paired("teacher", "retired")[0], name=paired("teacher", "retired")[1]
            ),
        ]

    def __str__(self) -> str:
        return self.name
