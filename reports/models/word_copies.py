"""Word 改稿: what the office made of a paper's text, brought back beside it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordCopy(models.Model):
    """One docx that an office edited on, kept with the paper whose text it began as.

    The issued paper stays the PDF. `text`: what the file says, one paragraph a line, as it was
    read when it came in, so that the file need not be opened again to be compared.
    """

    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="word_copies", verbose_name=_("公文")
    )
    number = models.PositiveIntegerField(_("版次"))
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")
    text = models.TextField(_("文字"), blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("交回时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("Word改稿")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="wordcopy_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="wordcopy_number_positive"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
