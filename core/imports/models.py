"""A run takes one file from upload to effect; a row is one line of it with its plan."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

IMPORTERS = ("COUNTY_ADMIN",)
UNDO_TIME = timedelta(hours=24)
ERRORS_AT_ONCE = 200  # wrong rows that a page may write to a workbook; more are a job


class RunState(models.TextChoices):
    CHECKING = "CHECKING", _("核对中")
    READY = "READY", _("待写入")
    FAULTY = "FAULTY", _("有错误")
    REFUSED = "REFUSED", _("不能读取")
    APPLYING = "APPLYING", _("写入中")
    APPLIED = "APPLIED", _("已写入")
    UNDOING = "UNDOING", _("撤销中")
    UNDONE = "UNDONE", _("已撤销")
    DROPPED = "DROPPED", _("已放弃")


WAITS = (RunState.CHECKING, RunState.APPLYING, RunState.UNDOING)


class FileKind(models.TextChoices):
    XLSX = "XLSX", _("Excel 工作簿")
    CSV = "CSV", _("CSV 文本")
    PASTE = "PASTE", _("粘贴的表格")


class Action(models.TextChoices):
    NEW = "NEW", _("新增")
    CHANGE = "CHANGE", _("修改")
    SAME = "SAME", _("相同")
    BAD = "BAD", _("有错")


class RunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: Any) -> Self:
        """The runs of the counties for which the user may import; nobody else sees any."""
        return self.filter(county__in=user.counties(*IMPORTERS))


class ImportRun(models.Model):
    """导入批: `position` is the last row staged, so that a killed check goes on from there."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("导入内容"), max_length=20)
    state = models.CharField(_("状态"), max_length=8, choices=RunState, default=RunState.CHECKING)
    file_kind = models.CharField(_("文件类型"), max_length=5, choices=FileKind)
    path = models.CharField(_("存放位置"), max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    byte_count = models.PositiveIntegerField(_("字节数"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("上传时间"))
    headers = models.JSONField(_("表头"), default=list)
    header_row = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    notes = models.JSONField(_("提示"), default=list)
    reason = models.TextField(_("不能办理的原因"), blank=True)
    position = models.PositiveIntegerField(default=0)
    turn = models.PositiveSmallIntegerField(default=0)  # jobs left so far; part of their keys
    blank_count = models.PositiveIntegerField(_("空行"), default=0)
    new_count = models.PositiveIntegerField(_("新增"), default=0)
    change_count = models.PositiveIntegerField(_("修改"), default=0)
    same_count = models.PositiveIntegerField(_("相同"), default=0)
    bad_count = models.PositiveIntegerField(_("有错"), default=0)
    batch_hash = models.CharField(max_length=64, blank=True)
    errors_path = models.CharField(_("错误行文件"), max_length=80, blank=True)
    errors_due = models.BooleanField(default=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("写入时间"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    purged_at = models.DateTimeField(_("清理时间"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_by=None, applied_at=None)
                | Q(applied_by__isnull=False, applied_at__isnull=False),
                name="imports_run_applied_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="imports_run_undone_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["county", "kind", "batch_hash"],
                condition=Q(state="APPLIED", purged_at=None),
                name="imports_run_batch_has_one_effect",
            ),
        ]
        indexes = [models.Index(fields=["county", "-started_at"], name="imports_run_county")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITS

    @property
    def has_errors_file(self) -> bool:
        """Answer whether the wrong rows can be handed out now: few are written when asked for."""
        few = 0 < self.bad_count <= ERRORS_AT_ONCE
        return self.purged_at is None and (few or bool(self.errors_path))

    @property
    def row_count(self) -> int:
        return self.new_count + self.change_count + self.same_count + self.bad_count

    def may_be_undone(self, at: datetime) -> bool:
        """Answer whether the run was applied within the last 24 hours."""
        return (
            self.state == RunState.APPLIED
            and self.applied_at is not None
            and at - self.applied_at <= UNDO_TIME
        )


class ImportRow(models.Model):
    """One line of the file. `cells` is what was sent, `values` what was understood.

    A secret value (身份证号) stands in `values` as its fingerprint and in `secrets` sealed.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("行号"))
    action = models.CharField(_("处理"), max_length=6, choices=Action)
    key = models.CharField(max_length=160, blank=True)
    target_id = models.BigIntegerField(null=True)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    errors = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="imports_row_number_once")
        ]
        indexes = [models.Index(fields=["run", "action", "number"], name="imports_row_action")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"

    @property
    def target(self) -> int:
        """The id of the row that is meant; 0 while there is none."""
        return self.target_id or 0
