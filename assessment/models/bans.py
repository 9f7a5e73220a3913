"""限制: what may not be had for a while, from a day to a day; nobody has to end it."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from assessment.enums import BanKind, InquiryAnswer

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class BanQuerySet(models.QuerySet["Ban"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; one's own are on one's own page."""
        rows = self.filter(case__county__in=user.counties(*OFFICE_ROLES))
        return rows.exclude(case__subject=user)

    def in_force(self, on: date) -> Self:
        """Those that hold on a day: begun, not over by the clock, not lifted by then."""
        held = self.filter(from_on__lte=on, until_on__gte=on)
        return held.filter(Q(lifted_on=None) | Q(lifted_on__gt=on))


class Ban(models.Model):
    """One ban that an outcome opened, to its last day; only `lifted_*` come later."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="bans")
    outcome = models.ForeignKey("assessment.Outcome", models.PROTECT, related_name="bans")
    kind = models.CharField(_("限制"), max_length=9, choices=BanKind)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("期满"))
    basis = models.CharField(_("依据"), max_length=400)
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("登记时间"))
    lifted_on = models.DateField(_("解除日期"), null=True)
    lifted_reason = models.CharField(_("解除理由"), max_length=200, blank=True)
    lifted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("解除登记时间"), null=True)

    objects = BanQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "kind"], name="ban_once_per_outcome"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")) & ~Q(basis=""), name="ban_ends_with_basis"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None, lifted_at=None, lifted_reason="")
                | Q(lifted_on__isnull=False, lifted_by__isnull=False, lifted_at__isnull=False)
                & ~Q(lifted_reason=""),
                name="ban_lifted_as_a_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="opened_facts_stay",
                fields=[
                    "case", "outcome", "kind", "from_on", "until_on", "basis", "opened_by",
                    "opened_at",
                ],
            ),
            pgtrigger.Protect(
                name="lifted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__lifted_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.until_on}"


class BanInquiryQuerySet(models.QuerySet["BanInquiry"]):
    def visible_to(self, user: "User") -> Self:
        """One's own questions: nobody browses what others asked."""
        return self.filter(asked_by=user)


class BanInquiry(models.Model):
    """能否推荐: one question about one person, with the answer as it stood; kept as asked."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    kind = models.CharField(_("拟办事项"), max_length=9, choices=BanKind)
    purpose = models.CharField(_("查询事由"), max_length=100)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("查询时间"))
    answer = models.CharField(_("答复"), max_length=5, choices=InquiryAnswer)
    until_on = models.DateField(_("期满"), null=True)
    basis = models.CharField(_("依据"), max_length=400, blank=True)

    objects = BanInquiryQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="UNTIL", until_on__isnull=False)
                | ~Q(answer="UNTIL") & Q(until_on=None),
                name="baninquiry_until",
            ),
            models.CheckConstraint(
                condition=Q(answer="YES", basis="") | ~Q(answer="YES") & ~Q(basis=""),
                name="baninquiry_basis",
            ),
        ]
        triggers = [  # a merge of two files moves a question with the person: never append_only
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="answer_is_fixed", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
