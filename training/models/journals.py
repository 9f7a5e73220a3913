from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

PHOTOS = 3


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(posting__in=PracticePosting.objects.visible_to(user))


class JournalEntry(models.Model):
    """实践日志: what the person did that day; the token makes a double send one row."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="entries")
    token = models.UUIDField(_("提交标识"), unique=True)
    on = models.DateField(_("日期"))
    text = models.TextField(_("今天做了什么"))
    problem = models.TextField(_("遇到的问题"), blank=True)
    action = models.TextField(_("采取的办法"), blank=True)
    result = models.TextField(_("结果"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("填写时间"))
    remark = models.TextField(_("带教点评"), blank=True)
    remarked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    remarked_at = models.DateTimeField(_("点评时间"), null=True)

    objects = JournalEntryQuerySet.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=paired("journal", "remarked")[0], name=paired("journal", "remarked")[1]
            ),
            models.CheckConstraint(
                condition=models.Q(remarked_at=None, remark="")
                | models.Q(remarked_at__isnull=False) & ~models.Q(remark=""),
                name="journal_remarked_with_text",
            ),
        ]
        indexes = [models.Index(fields=["posting", "-on"], name="journal_posting_on")]

    def __str__(self) -> str:
        return self.text[:40]


class JournalPhotoQuerySet(models.QuerySet["JournalPhoto"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(entry__in=JournalEntry.objects.visible_to(user))


class JournalPhoto(models.Model):
    """日志照片: a small picture without EXIF, held until it is scanned."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="photos")
    number = models.PositiveSmallIntegerField(_("序号"))
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")

    objects = JournalPhotoQuerySet.as_manager()
    about = ("entry", "posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="journal_photo_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, PHOTOS)), name="journal_photos_at_most_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}-{self.number}"
