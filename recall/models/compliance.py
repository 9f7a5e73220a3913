from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.enums import MeasureKind
from recall.models.evasions import paired


class ZeroReport(models.Model):
    """零报告: a unit states, signed by its head and with a reason, that it nominates nobody."""

    round = models.ForeignKey("recall.Round", models.PROTECT, related_name="zero_reports")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="zero_reports")
    reason = models.TextField(_("理由"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("签署时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="zero_report_once_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.unit}"


class UnitMeasure(models.Model):
    """单位问责: a dated measure on a unit's head; interviews count person-times (人次)."""

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="unit_measures")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="measures")
    token = models.UUIDField(_("提交标识"), null=True, unique=True)
    kind = models.CharField(_("措施"), max_length=10, choices=MeasureKind)
    taken_on = models.DateField(_("日期"))
    person_times = models.PositiveSmallIntegerField(_("人次"), default=1)
    reason = models.CharField(_("事由"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    closed_note = models.CharField(_("整改情况"), max_length=300, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("销号时间"), null=True)

    evasion = models.ForeignKey(
        "recall.Evasion", models.PROTECT, null=True, related_name="measures"
    )
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=paired("withdrawn", "withdrawn_reason"),
                name="unitmeasure_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None, closed_note="")
                | (
                    models.Q(closed_by__isnull=False, closed_at__isnull=False)
                    & ~models.Q(closed_note="")
                ),
                name="unitmeasure_closed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"
