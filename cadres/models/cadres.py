from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from cadres.enums import Level, StaffKind

if TYPE_CHECKING:
    from accounts.models import User


class CadreQuerySet(models.QuerySet["Cadre"]):
    def visible_to(self, user: "User") -> Self:
        """Whole county for the department, own unit for clerk and head, oneself for all."""
        return self.filter(
            models.Q(unit__county__in=user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
            | models.Q(user=user)
        )

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)


class Cadre(models.Model):
    """干部: a person on the rolls, with the post held now. Fields only as recall needs them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cadre"
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="cadres")
    name = models.CharField(_("姓名"), max_length=40)
    sex = models.CharField(_("性别"), max_length=1, choices=[("M", _("男")), ("F", _("女"))])
    born_on = models.DateField(_("出生日期"))
    staff_kind = models.CharField(_("身份"), max_length=14, choices=StaffKind)
    level = models.CharField(_("职级层次"), max_length=14, choices=Level)
    is_leading = models.BooleanField(_("担任领导职务"), default=False)

    objects = CadreQuerySet.as_manager()
    about = ("pk",)

    class Meta:
        indexes = [models.Index(fields=["unit", "name"], name="cadre_unit_name")]

    def __str__(self) -> str:
        return self.name
