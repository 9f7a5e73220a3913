"""月评、周记: the mentor's month in five scales, the person's week in one sentence."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import Scale
from training.models.postings import PracticePosting

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_KEPT = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
SCALES = ("discipline", "drive", "residents", "solving", "learning")


class _OfPosting(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        return self.filter(posting__in=PracticePosting.objects.visible_to(user))


class MonthReview(models.Model):
    """带教月评: one month of a posting, counted from its first day; by its mentor or host."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(_("第几个月"))
    discipline = models.PositiveSmallIntegerField(_("遵守纪律"), choices=Scale)
    drive = models.PositiveSmallIntegerField(_("主动做事"), choices=Scale)
    residents = models.PositiveSmallIntegerField(_("联系群众"), choices=Scale)
    solving = models.PositiveSmallIntegerField(_("解决问题"), choices=Scale)
    learning = models.PositiveSmallIntegerField(_("学习提高"), choices=Scale)
    sentence = models.CharField(_("一句话"), max_length=200)
    reviewed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("填写时间"))

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "number"], name="month_review_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & ~models.Q(sentence=""),
                name="month_review_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__range": (1, 5) for name in SCALES}),
                name="month_review_scales_of_five",
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.posting_id}-{self.number}"


class HostAppraisal(models.Model):
    """接收单位鉴定: the whole of a posting in the same five scales, kept when it is finished."""

    posting = models.OneToOneField(PracticePosting, models.PROTECT, related_name="appraisal")
    discipline = models.PositiveSmallIntegerField(_("遵守纪律"), choices=Scale)
    drive = models.PositiveSmallIntegerField(_("主动做事"), choices=Scale)
    residents = models.PositiveSmallIntegerField(_("联系群众"), choices=Scale)
    solving = models.PositiveSmallIntegerField(_("解决问题"), choices=Scale)
    learning = models.PositiveSmallIntegerField(_("学习提高"), choices=Scale)
    appraised_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    appraised_at = models.DateTimeField(_("鉴定时间"))

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__range": (1, 5) for name in SCALES}),
                name="host_appraisal_scales_of_five",
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.posting_id}"


class WeekNote(models.Model):
    """周记: one sentence about a week; the sum of its journal is counted, not typed."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="weeks")
    monday_on = models.DateField(_("周一"))
    sentence = models.CharField(_("一句话"), max_length=200)
    noted_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("填写时间"))

    objects = _OfPosting.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "monday_on"], name="week_note_once"),
            models.CheckConstraint(
                condition=models.Q(monday_on__iso_week_day=1) & ~models.Q(sentence=""),
                name="week_note_of_a_monday_says_something",
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.posting_id} {self.monday_on}"
