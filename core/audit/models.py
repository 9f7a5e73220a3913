"""The audit trail: append-only, hash-chained, written only by `trail.record`."""

import pgtrigger
from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act: who did what to which row, when, and the hash of the entry before."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    row_kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    scope = models.CharField(max_length=12, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        indexes = [models.Index(fields=["row_kind", "row_id"], name="entry_row")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.act} {self.row_kind} {self.row_id}"
