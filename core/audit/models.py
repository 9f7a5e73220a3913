"""The audit trail: append-only rows, and the seals that chain them. See docs/adr/0014."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How the act ended."""

    DONE = "DONE", _("成功")
    DENIED = "DENIED", _("拒绝")


_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Entry(models.Model):
    """One act: who did what to which row, when, from where, and how it ended.

    The table is partitioned by the month of `at`; its key there is (id, at). `about_id` is the
    person whom the row is about, whatever kind of row it is.
    """

    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    act = models.CharField(_("动作"), max_length=60)
    outcome = models.CharField(_("结果"), max_length=6, choices=Outcome, default=Outcome.DONE)
    row_kind = models.CharField(_("对象种类"), max_length=60)
    row_id = models.BigIntegerField(_("对象编号"), null=True)
    about_id = models.BigIntegerField(_("涉及人员"), null=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    scope = models.CharField(_("范围"), max_length=12, blank=True)
    detail = models.JSONField(_("内容"), default=dict)

    class Meta:
        triggers = [_APPEND_ONLY]
        indexes = [
            models.Index(fields=["row_kind", "row_id", "at"], name="audit_entry_row"),
            models.Index(
                fields=["about_id", "at"],
                condition=models.Q(about_id__isnull=False),
                name="audit_entry_about",
            ),
            models.Index(fields=["by", "at"], name="audit_entry_by"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.act} {self.row_kind} {self.row_id}"


class Seal(models.Model):
    """A link of the chain: the HMAC of some entries and of the seal before it."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ids = ArrayField(models.BigIntegerField())
    macs = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    key_name = models.CharField(max_length=8)

    class Meta:
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class Pending(models.Model):
    """An entry that no seal holds yet. Written by a trigger, taken by `audit_take`."""

    entry_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.entry_id)
