"""The outbox: one row for each piece of work that leaves a request."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    DUE = "DUE", _("待办")
    DONE = "DONE", _("已完成")
    DEAD = "DEAD", _("已停止")


class JobQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "JobQuerySet":
        """Rows that a worker may take at this instant."""
        return self.filter(state=JobState.DUE, next_at__lte=at)

    def dead(self) -> "JobQuerySet":
        """Rows that were given up and wait for an operator."""
        return self.filter(state=JobState.DEAD)

    def troubled(self) -> "JobQuerySet":
        """Rows an operator should see: given up, or due again after a failure."""
        return self.exclude(state=JobState.DONE).exclude(last_error="")


class Job(models.Model):
    """The row is the truth, the Celery message only a hint. Payload holds ids, never facts."""

    lane = models.CharField(_("通道"), max_length=20)
    kind = models.CharField(_("种类"), max_length=60)
    key = models.CharField(_("唯一键"), max_length=120, unique=True)
    payload = models.JSONField(_("参数"), default=dict)
    state = models.CharField(
        _("状态"), max_length=8, choices=JobState.choices, default=JobState.DUE
    )
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_at = models.DateTimeField(_("下次执行"))
    last_error = models.TextField(_("最近错误"), blank=True)
    done_count = models.PositiveIntegerField(_("已完成数"), default=0)
    total_count = models.PositiveIntegerField(_("总数"), default=0)
    created_at = models.DateTimeField(_("创建时间"))
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("后台任务")
        indexes = [
            models.Index(fields=["lane", "next_at"], condition=Q(state="DUE"), name="jobs_job_due"),
            models.Index(fields=["next_at"], condition=Q(state="DEAD"), name="jobs_job_dead"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DONE", done_at__isnull=False)
                | (~Q(state="DONE") & Q(done_at__isnull=True)),
                name="jobs_job_done_has_instant",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
