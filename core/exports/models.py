"""An export: who asked for what and why, who confirmed it, and the one file that came of it."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.sealing.fields import SealedTextField

WORDS = "words"  # in what a list is narrowed by: what was searched for


class ExportState(models.TextChoices):
    WAITING = "WAITING", _("待复核")
    DUE = "DUE", _("生成中")
    READY = "READY", _("可下载")
    TAKEN = "TAKEN", _("已下载")
    REFUSED = "REFUSED", _("已退回")
    EXPIRED = "EXPIRED", _("已过期")
    FAILED = "FAILED", _("未能生成")


class ExportFormat(models.TextChoices):
    XLSX = "xlsx", "Excel (xlsx)"
    CSV = "csv", "CSV (UTF-8)"
    GB = "gb", "CSV (GB18030)"


class Export(models.Model):
    """One file of many rows. `about_ids` are the people in it, for whoever asks later."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("内容"), max_length=40)
    params = models.JSONField(_("条件"), default=dict)
    words = SealedTextField(_("查找"), null=True)
    scope = models.CharField(_("范围"), max_length=12, blank=True)
    purpose = models.CharField(_("用途"), max_length=200)
    format = models.CharField(_("格式"), max_length=4, choices=ExportFormat)
    is_masked = models.BooleanField(_("遮盖"), default=True)
    row_count = models.PositiveIntegerField(_("行数"))
    state = models.CharField(_("状态"), max_length=8, choices=ExportState)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True)
    ready_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True)
    taken_at = models.DateTimeField(_("下载时间"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    byte_count = models.PositiveBigIntegerField(_("字节数"), default=0)
    about_ids = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="exports_export_decided_by_with_at",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="exports_export_four_eyes",
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-requested_at"], name="exports_export_own"),
            GinIndex(fields=["about_ids"], name="exports_export_about"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"

    @property
    def asked(self) -> dict[str, Any]:
        """What the list is narrowed by, with the words opened."""
        return self.params | ({WORDS: self.words.reveal()} if self.words else {})

    @property
    def file_name(self) -> str:
        """The name the reader gets: it says nothing about anybody."""
        ending = "csv" if self.format == ExportFormat.GB else self.format
        return f"export-{self.uid.hex[:12]}.{ending}"


class CopyState(models.TextChoices):
    DUE = "DUE", _("生成中")
    READY = "READY", _("可下载")
    EXPIRED = "EXPIRED", _("已过期")
    FAILED = "FAILED", _("未能生成")


class OwnCopyQuerySet(models.QuerySet["OwnCopy"]):
    def of_person(self, user: Any) -> Self:
        return self.filter(user=user)


class OwnCopy(models.Model):
    """本人信息副本: what the product holds about the one who asks, in one file, for a while.

    Source: 个人信息保护法第四十五条. Nobody asks for somebody else's: there is no such column.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=7, choices=CopyState, default=CopyState.DUE)
    asked_at = models.DateTimeField(_("申请时间"))
    ready_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    byte_count = models.PositiveBigIntegerField(_("字节数"), default=0)

    objects = OwnCopyQuerySet.as_manager()
    about = ("user", "cadre", "pk")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="DUE"), name="exports_owncopy_one_due"
            )
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="exports_owncopy_own")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.pk}"

    @property
    def file_name(self) -> str:
        """The name the reader gets: it says nothing about anybody."""
        return f"copy-{self.uid.hex[:12]}.zip"
