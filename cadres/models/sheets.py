from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from cadres.enums import Found
from core.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from accounts.models import User


class FormSheetQuerySet(models.QuerySet["FormSheet"]):
    def visible_to(self, user: "User") -> Self:
        """The county's administrator alone: the form holds family, health and résumé."""
        return self.filter(county__in=user.counties(Role.COUNTY_ADMIN))

    def waiting(self) -> Self:
        return self.filter(applied_at=None)


class FormSheet(models.Model):
    """任免审批表 as a file gave it: sealed whole, and a person's own once it is applied.

    `content` is JSON: file (its name), fault (why it is unreadable), texts, family. `photo` is a
    JPEG in base64, drawn anew. The file itself is not kept.
    """

    about = ("cadre_id",)

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    batch = models.UUIDField(editable=False)
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, null=True, related_name="form_sheets")
    content = SealedTextField(_("任免表内容"))
    photo = SealedTextField(_("照片"), null=True)
    found = models.CharField(_("核对结果"), max_length=13, choices=Found)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("采用时间"), null=True)

    objects = FormSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_by=None, applied_at=None, cadre=None)
                | models.Q(applied_by__isnull=False, applied_at__isnull=False, cadre__isnull=False),
                name="form_sheet_applied_to_somebody",
            )
        ]
        indexes = [models.Index(fields=["county", "batch"], name="form_sheet_batch")]

    def __str__(self) -> str:
        return f"FormSheet {self.pk}"
