from django.db import models
from django.utils.translation import gettext_lazy as _


class RhythmKind(models.TextChoices):
    """When a county's summaries are made again and again."""

    QUARTERLY = "QUARTERLY", _("每季末")
    YEARLY = "YEARLY", _("每年末")
    AFTER_CLOSE = "AFTER_CLOSE", _("批次结束后")


class Told(models.TextChoices):
    """What people are told of by message."""

    SUMMARY_MADE = "SUMMARY_MADE", _("汇总已生成")
