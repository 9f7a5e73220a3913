"""通知地址: where another system wants to hear what happened, and each word sent there."""

import uuid
from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import HookKind
from accounts.models.users import User
from core.sealing.fields import SealedTextField


class HookQuerySet(models.QuerySet["Hook"]):
    def shown_to(self, user: User) -> Self:
        """All for the three administrators, none for anybody else."""
        return self.all() if user.duty else self.none()


class Hook(models.Model):
    """One address of one county. Its secret signs every word; the former one for a day longer."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    title = models.CharField(_("对方系统"), max_length=60)
    url = models.CharField(_("通知地址"), max_length=200)
    kinds = ArrayField(models.CharField(max_length=20, choices=HookKind), verbose_name=_("事件"))
    secret = SealedTextField()
    former_secret = SealedTextField(null=True)
    former_ends_at = models.DateTimeField(_("旧密钥用至"), null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("登记时间"))
    paused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    paused_at = models.DateTimeField(_("暂停时间"), null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    objects = HookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://") & ~Q(kinds=[]), name="hook_https_and_kinds"
            ),
            models.CheckConstraint(
                condition=Q(former_secret__isnull=True, former_ends_at=None)
                | Q(former_secret__isnull=False, former_ends_at__isnull=False),
                name="hook_former_secret_ends",
            ),
            models.CheckConstraint(
                condition=Q(paused_by=None, paused_at=None)
                | Q(paused_by__isnull=False, paused_at__isnull=False),
                name="hook_paused_by_with_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="hook_closed_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_made_stays", fields=["county", "url", "kinds", "made_by", "made_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def secrets(self, at: datetime) -> list[str]:
        """Answer what signs at an instant, the newest first. Whoever calls this sends by it."""
        told = [self.secret.reveal()]
        if self.former_secret is not None and self.former_ends_at and at < self.former_ends_at:
            told.append(self.former_secret.reveal())
        return told


class HookWord(models.Model):
    """推送: one word to one address. `uid` is the same however often it is sent.

    The job of its `round` does the sending and knows attempts and errors; a word held back by a
    pause has none. `status` is what the other side answered in the end.
    """

    hook = models.ForeignKey(Hook, models.PROTECT, related_name="words")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("事件"), max_length=20, choices=HookKind)
    subject = models.CharField(_("对象编号"), max_length=36)  # opaque
    happened_at = models.DateTimeField(_("发生时间"))
    round = models.PositiveSmallIntegerField(_("轮次"), default=0)
    answered_at = models.DateTimeField(_("送达时间"), null=True)
    dead_at = models.DateTimeField(_("放弃时间"), null=True)
    status = models.PositiveSmallIntegerField(_("对方应答"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(dead_at=None), name="hookword_one_end"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_happened_stays", fields=["hook", "uid", "kind", "subject", "happened_at"]
            ),
        ]
        indexes = [models.Index(fields=["hook", "-id"], name="hookword_of_hook")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def job_key(self) -> str:
        return f"hooks.send:{self.pk}:{self.round}"
