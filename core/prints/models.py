"""A bulk print: who asked for which papers, how far it is, and the two files that came of it."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _


class PrintState(models.TextChoices):
    RUNNING = "RUNNING", _("进行中")
    READY = "READY", _("可下载")
    CANCELLED = "CANCELLED", _("已取消")
    FAILED = "FAILED", _("未能完成")
    EXPIRED = "EXPIRED", _("已过期")


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def of_person(self, user: Any) -> Self:
        """Those that the user asked for; nobody sees another's."""
        return self.filter(requested_by=user)

    def with_counts(self) -> Self:
        """Each with how many papers it has, how many are done, and how many of them left out."""
        done, left = Q(parts__done_at__isnull=False), ~Q(parts__trouble="")
        return self.annotate(
            paper_count=Count("parts"),
            done_count=Count("parts", filter=done),
            left_count=Count("parts", filter=left),
        )

    def running(self) -> Self:
        return self.filter(state=PrintState.RUNNING)


class PrintRun(models.Model):
    """批量打印: papers issued one by one, in the order of units, as one volume and one archive.

    `about_ids` are the people in it, for whoever asks later. `turn` counts how often it was begun:
    what a turn that was cancelled still has in hand comes to nothing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.CharField(_("文件种类"), max_length=40)
    params = models.JSONField(_("范围"), default=dict)
    state = models.CharField(
        _("状态"), max_length=9, choices=PrintState, default=PrintState.RUNNING
    )
    turn = models.PositiveSmallIntegerField(_("第几次"), default=1)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))
    ready_at = models.DateTimeField(_("完成时间"), null=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True)
    page_count = models.PositiveIntegerField(_("页数"), default=0)
    volume_bytes = models.PositiveBigIntegerField(_("打印册字节数"), default=0)
    volume_sha256 = models.CharField(max_length=64, blank=True)
    archive_bytes = models.PositiveBigIntegerField(_("压缩包字节数"), default=0)
    archive_sha256 = models.CharField(max_length=64, blank=True)
    about_ids = ArrayField(models.BigIntegerField(), default=list)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("批量打印")
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(state="RUNNING"),
                name="prints_run_one_running",
            ),
            models.CheckConstraint(
                condition=Q(state="RUNNING", expires_at=None)
                | ~Q(state="RUNNING") & Q(expires_at__isnull=False),
                name="prints_run_ends_by_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state="READY")
                | Q(ready_at__isnull=False, volume_bytes__gt=0, archive_bytes__gt=0),
                name="prints_run_ready_has_files",
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-requested_at"], name="prints_run_own"),
            GinIndex(fields=["about_ids"], name="prints_run_about"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == PrintState.RUNNING

    @property
    def can_resume(self) -> bool:
        return self.state in (PrintState.CANCELLED, PrintState.FAILED)


class PrintPart(models.Model):
    """One paper of a bulk print. `trouble`: why it is in neither file."""

    run = models.ForeignKey(PrintRun, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField(_("顺序"))
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    heading = models.CharField(_("单位"), max_length=80)
    done_at = models.DateTimeField(_("印好时间"), null=True)
    trouble = models.CharField(_("未印原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("批量打印的文件")
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="prints_part_place_once"),
            models.UniqueConstraint(fields=["run", "document"], name="prints_part_paper_once"),
        ]
        indexes = [
            models.Index(
                fields=["run", "position"], condition=Q(done_at=None), name="prints_part_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.position}"
