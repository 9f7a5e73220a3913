from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.enums import StatementKind


class Statement(models.Model):
    """陈述申辩: the person's word before the decision, or that none was wished or came.

    `received_on`: the word came on paper, whose scans are filed with the nomination.
    """

    nomination = models.OneToOneField("recall.Nomination", models.PROTECT, related_name="statement")
    kind = models.CharField(_("方式"), max_length=8, choices=StatementKind)
    text = models.TextField(_("内容"), blank=True)
    received_on = models.DateField(_("纸质件收到日期"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="REPLIED") | ~models.Q(text=""),
                name="statement_reply_has_text",
            ),
            models.CheckConstraint(
                condition=models.Q(received_on=None) | models.Q(kind="REPLIED"),
                name="statement_paper_is_a_reply",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
