"""What changes a posting after it began: pauses, one extension, transfers."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import PauseKind
from training.models.postings import PracticePosting
from training.models.ranges import days, paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_KEPT = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class _OfPosting(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        return self.filter(posting__in=PracticePosting.objects.visible_to(user))


class PostingPause(models.Model):
    """暂停: from a day to a day, open until the person is back; the clock stands still."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="pauses")
    kind = models.CharField(_("原因"), max_length=9, choices=PauseKind)
    note = models.CharField(_("说明"), max_length=200)
    from_on = models.DateField(_("暂停首日"))
    until_on = models.DateField(_("暂停末日"), null=True)
    paused_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(_("登记时间"))
    ended_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("恢复登记时间"), null=True)

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(note="") & models.Q(until_on=None)
                | ~models.Q(note="") & models.Q(until_on__gte=models.F("from_on")),
                name="posting_pause_in_order_and_explained",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None, ended_at=None)
                | models.Q(until_on__isnull=False, ended_at__isnull=False),
                name="posting_pause_ended_with_a_day",
            ),
            models.CheckConstraint(
                condition=paired("posting_pause", "ended")[0],
                name=paired("posting_pause", "ended")[1],
            ),
            ExclusionConstraint(
                name="posting_pause_no_overlap",
                expressions=[
                    ("posting", RangeOperators.EQUAL),
                    (days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"


class PostingExtension(models.Model):
    """延期: once in a posting, with its reason. Never edited."""

    posting = models.OneToOneField(PracticePosting, models.PROTECT, related_name="extension")
    before_on = models.DateField(_("原终止日期"))
    after_on = models.DateField(_("延至"))
    reason = models.CharField(_("延期理由"), max_length=200)
    extended_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    extended_at = models.DateTimeField(_("登记时间"))

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & models.Q(after_on__gt=models.F("before_on")),
                name="posting_extension_longer_and_explained",
            )
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.before_on} → {self.after_on}"


class PostingTransfer(models.Model):
    """转接: from which place and mentor to which, with what the next mentor must know."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="transfers")
    on = models.DateField(_("转接日期"))
    from_unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    from_place = models.CharField(_("原锻炼地点"), max_length=80)
    from_mentor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    to_place = models.CharField(_("新锻炼地点"), max_length=80)
    to_mentor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    reason = models.CharField(_("转接原因"), max_length=200)
    handover = models.TextField(_("交接说明"))
    moved_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(_("登记时间"))

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(handover=""),
                name="posting_transfer_is_explained",
            )
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.from_place} → {self.to_place}"
