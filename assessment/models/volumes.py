import uuid
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES

if TYPE_CHECKING:
    from accounts.models import User


class VolumeQuerySet(models.QuerySet["Volume"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; never one's own."""
        return self.filter(case__county__in=user.counties(*OFFICE_ROLES)).exclude(
            case__subject=user
        )


class Volume(models.Model):
    """案卷 of one case: what was listed is frozen, then one package is bound from it.

    A later volume of the case (after an appeal) has the next number; the earlier ones stay.
    `file` is made of `uid`, so it says nothing about the person. `sha256` seals the package.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="volumes")
    number = models.PositiveSmallIntegerField(_("卷次"))
    snapshot = models.JSONField(_("卷内材料"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("立卷时间"))
    ready_at = models.DateTimeField(_("完成时间"), null=True)
    failed_at = models.DateTimeField(_("未能完成时间"), null=True)
    file = models.CharField(_("文件"), max_length=120, blank=True)
    sha256 = models.CharField(_("校验值"), max_length=64, blank=True)
    byte_count = models.PositiveIntegerField(_("字节数"), default=0)
    page_count = models.PositiveIntegerField(_("页数"), default=0)

    objects = VolumeQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="volume_number_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ready_at=None, failed_at=None),
                name="volume_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=models.Q(ready_at=None, file="", sha256="", page_count=0)
                | models.Q(ready_at__isnull=False, failed_at=None, page_count__gt=0)
                & ~models.Q(file="")
                & ~models.Q(sha256=""),
                name="volume_ready_has_file",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="listed_facts_stay",
                fields=["uid", "case", "number", "snapshot", "requested_by", "requested_at"],
            ),
            pgtrigger.Protect(
                name="bound_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ready_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}"

    @property
    def is_pending(self) -> bool:
        return self.ready_at is None and self.failed_at is None
