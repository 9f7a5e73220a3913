"""月度变动表: this month against last month, one line for each change, signed by two hands."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from assessment.enums import PayKind, PayMove
from assessment.models.pay import OFFICE

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class PayRunQuerySet(models.QuerySet["PayRun"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for its office; the finance viewer sees those that two hands signed."""
        signed = Q(county__in=user.counties(Role.FINANCE_VIEWER), checked_at__isnull=False)
        return self.filter(Q(county__in=user.counties(*OFFICE)) | signed)

    def signed(self) -> Self:
        return self.filter(checked_at__isnull=False)


class PayRun(models.Model):
    """One county's month as it was worked out. Only `checked_*` and `file*` come later."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    month = models.DateField(_("月份"))
    version = models.PositiveSmallIntegerField(_("稿次"))
    content_hash = models.CharField(_("内容校验值"), max_length=64)
    prepared_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("制表时间"))
    checked_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("复核时间"), null=True)
    file = models.CharField(_("文件"), max_length=120, blank=True)
    file_sha256 = models.CharField(_("文件校验值"), max_length=64, blank=True)

    objects = PayRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "month", "version"], name="payrun_version"),
            models.UniqueConstraint(
                fields=["county", "month"],
                condition=Q(checked_at__isnull=False),
                name="payrun_signed_once",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="payrun_whole_month"),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None, file="", file_sha256="")
                | Q(checked_by__isnull=False, checked_at__isnull=False)
                & ~Q(file="")
                & ~Q(file_sha256=""),
                name="payrun_checked_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("prepared_by")),
                name="payrun_two_hands",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="prepared_facts_stay",
                fields=[
                    "county", "month", "version", "content_hash", "prepared_by", "prepared_at",
                ],
            ),
            pgtrigger.Protect(
                name="signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__checked_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class PayRunLine(models.Model):
    """One change: who, of which unit, what, from how much to how much less, on whose word."""

    run = models.ForeignKey(PayRun, models.PROTECT, related_name="lines")
    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=80)
    name = models.CharField(_("姓名"), max_length=40)
    kind = models.CharField(_("影响的内容"), max_length=9, choices=PayKind)
    move = models.CharField(_("变动"), max_length=6, choices=PayMove)
    before_fen = models.BigIntegerField(_("上月少发（分）"))
    after_fen = models.BigIntegerField(_("本月少发（分）"))
    repaid_fen = models.BigIntegerField(_("本月补发（分）"), default=0)
    basis = models.CharField(_("依据"), max_length=400)
    approver = models.CharField(_("批准机关"), max_length=80)

    about = ("case", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_move_display()}"
