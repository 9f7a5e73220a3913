"""待遇影响: what somebody gets less, month by month, as rows that are never changed.

A month is the day on which it begins; an amount is in fen. An effect is stopped, resumed or taken
back by a row of its own; what it comes to in a month is worked out (queries/pay.py).
"""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from assessment.enums import PayChangeKind, PayKind, PaySource

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
OFFICE = (Role.COUNTY_ADMIN, Role.DECIDER)
READERS = (*OFFICE, Role.FINANCE_VIEWER)
_APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


def first_day(*names: str) -> Q:
    """Answer the condition that months are written as the day on which they begin."""
    found = Q()
    for name in names:
        found &= Q(**{name: None}) | Q(**{f"{name}__day": 1})
    return found


class PayEffectQuerySet(models.QuerySet["PayEffect"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for its administrators and deciders; one's own are on one's own page."""
        rows = self.filter(case__county__in=user.counties(*OFFICE))
        return rows.exclude(case__subject=user)

    def of_person(self, user: "User") -> Self:
        return self.filter(case__subject=user)


class PayEffect(models.Model):
    """Less pay of one kind from a month to a month; without a last month until it is stopped."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="pay_effects")
    outcome = models.ForeignKey(
        "assessment.Outcome", models.PROTECT, null=True, related_name="pay_effects"
    )
    source = models.CharField(_("来源"), max_length=7, choices=PaySource)
    kind = models.CharField(_("影响的内容"), max_length=9, choices=PayKind)
    what = models.CharField(_("说明"), max_length=80, blank=True)
    from_month = models.DateField(_("起始月份"))
    until_month = models.DateField(_("截止月份"), null=True)
    fen = models.BigIntegerField(_("每月金额（分）"))
    basis = models.CharField(_("依据"), max_length=400)
    approver = models.CharField(_("批准机关"), max_length=80)
    ordered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(_("登记时间"))

    objects = PayEffectQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=first_day("from_month", "until_month"), name="payeffect_whole_months"
            ),
            models.CheckConstraint(
                condition=Q(until_month=None) | Q(until_month__gte=F("from_month")),
                name="payeffect_span",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payeffect_amount"),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(approver=""), name="payeffect_basis_and_approver"
            ),
            models.CheckConstraint(
                condition=Q(source="SCHEME", outcome=None)
                | Q(source="OUTCOME", outcome__isnull=False),
                name="payeffect_source",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_month:%Y-%m}"


class PayChange(models.Model):
    """停发恢复、撤销: from a month on an effect stops, goes on, or is taken back as a whole."""

    effect = models.ForeignKey(PayEffect, models.PROTECT, related_name="changes")
    kind = models.CharField(_("变动"), max_length=7, choices=PayChangeKind)
    month = models.DateField(_("月份"))
    reason = models.CharField(_("理由"), max_length=200)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    about = ("effect", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["effect", "month"],
                condition=~Q(kind="REVERSE"),
                name="paychange_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["effect"], condition=Q(kind="REVERSE"), name="paychange_reversed_once"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1) & ~Q(reason=""), name="paychange_month_and_reason"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"


class Repayment(models.Model):
    """补发: what a reversed effect took until then is paid in one month, told by its own line."""

    change = models.OneToOneField(PayChange, models.PROTECT, related_name="repayment")
    line = models.OneToOneField(
        "assessment.Reversal", models.PROTECT, null=True, related_name="repayment"
    )
    month = models.DateField(_("补发月份"))
    fen = models.BigIntegerField(_("补发金额（分）"))

    about = ("change", "effect", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1, fen__gt=0), name="repayment_month_and_amount"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.fen}"
