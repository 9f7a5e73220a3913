"""What a unit sent in, as it stood when it was sent: one row for each submission."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """报送留存: the content of one submission, frozen, so that two can be compared. Written once.

    `snapshot`: facts [{pk, ground, happened_on, place, text, evidence [{sha256, title}]}],
    opinion {held_on, due, present, agree, text}, signals [{pk, said}].
    `answers`: part of the nomination → what the unit answered to the remark on it.
    """

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("第几次报送"))
    version = models.PositiveIntegerField(_("版本"))
    snapshot = models.JSONField(_("报送时内容"))
    answers = models.JSONField(_("对退回说明的答复"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("报送时间"))

    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "number"], name="submission_once_per_number"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.number)
