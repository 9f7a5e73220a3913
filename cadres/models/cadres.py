from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from cadres.enums import Authority, Level, Politics, StaffKind
from core.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from accounts.models import User


class CadreQuerySet(models.QuerySet["Cadre"]):
    def visible_to(self, user: "User") -> Self:
        """Whole county for the department, own unit for clerk and head, oneself for all."""
        return self.filter(
            models.Q(unit__county__in=user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
            | models.Q(user=user),
            merged_into=None,
        )

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)


class Cadre(models.Model):
    """干部: a person on the rolls. Fields only as recall needs them: docs/data-catalogue.md.

    `unit` is where the open main post is. ID number and phone are sealed, with a fingerprint
    each for equality; their text comes from `services.numbers.reveal` alone. A file that was
    merged into another stays for the record, and nobody sees it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cadre"
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="cadres")
    name = models.CharField(_("姓名"), max_length=40)
    sex = models.CharField(_("性别"), max_length=1, choices=[("M", _("男")), ("F", _("女"))])
    born_on = models.DateField(_("出生日期"))
    id_number = SealedTextField(_("身份证号"), null=True)
    id_fingerprint = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001
    phone = SealedTextField(_("联系电话"), null=True)
    phone_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    staff_kind = models.CharField(_("身份"), max_length=14, choices=StaffKind)
    level = models.CharField(_("职级层次"), max_length=14, choices=Level)
    is_leading = models.BooleanField(_("担任领导职务"), default=False)
    authority = models.CharField(
        _("干部管理权限"), max_length=10, choices=Authority, default=Authority.COUNTY
    )
    politics = models.CharField(_("政治面貌"), max_length=2, choices=Politics, blank=True)
    party_joined_on = models.DateField(_("入党日期"), null=True, blank=True)
    work_began_on = models.DateField(_("参加工作日期"), null=True, blank=True)
    left_on = models.DateField(_("离开日期"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = CadreQuerySet.as_manager()
    about = ("pk",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_fingerprint"], name="cadre_id_number_once"),
            models.CheckConstraint(
                condition=models.Q(id_number__isnull=True, id_fingerprint__isnull=True)
                | models.Q(id_number__isnull=False, id_fingerprint__isnull=False),
                name="cadre_id_number_with_fingerprint",
            ),
            models.CheckConstraint(
                condition=models.Q(party_joined_on=None)
                | models.Q(party_joined_on__gt=models.F("born_on")),
                name="cadre_joined_the_party_after_birth",
            ),
            models.CheckConstraint(
                condition=models.Q(work_began_on=None)
                | models.Q(work_began_on__gt=models.F("born_on")),
                name="cadre_began_work_after_birth",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "name"], name="cadre_unit_name"),
            models.Index(fields=["name", "id"], name="cadre_name"),
            models.Index(
                fields=["phone_fingerprint"],
                condition=~models.Q(phone_fingerprint=""),
                name="cadre_phone",
            ),
        ]

    def __str__(self) -> str:
        return self.name
