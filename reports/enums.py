from django.db import models
from django.utils.translation import gettext_lazy as _


class RhythmKind(models.TextChoices):
    """When a county's summaries, or a prefecture's, are made again and again."""

    QUARTERLY = "QUARTERLY", _("每季末")
    YEARLY = "YEARLY", _("每年末")
    AFTER_CLOSE = "AFTER_CLOSE", _("批次结束后")
    PREFECTURE_QUARTER = "PREFECTURE_QUARTER", _("全州每季末")
    PREFECTURE_YEAR = "PREFECTURE_YEAR", _("全州每年末")


OF_PREFECTURE = (RhythmKind.PREFECTURE_QUARTER, RhythmKind.PREFECTURE_YEAR)
OF_COUNTY = tuple(kind for kind in RhythmKind if kind not in OF_PREFECTURE)


class Told(models.TextChoices):
    """What people are told of by message."""

    SUMMARY_MADE = "SUMMARY_MADE", _("汇总已生成")
    PREFECTURE_MADE = "PREFECTURE_MADE", _("全州汇总已生成")
