from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from assessment.enums import Approver, ReferralAnswer

if TYPE_CHECKING:
    from accounts.models import User


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department and the discipline liaison; never one's own."""
        counties = user.counties(*OFFICE_ROLES, Role.DISCIPLINE_LIAISON)
        return self.filter(case__county__in=counties).exclude(case__subject=user)

    def waiting(self) -> Self:
        """Those without an answer."""
        return self.filter(answered_at=None)


class Referral(models.Model):
    """移送纪检监察 of one case; until the answer the case waits. Only `answer*` is added later."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="referrals")
    reason = models.TextField(_("移送事由"))
    basis = ArrayField(models.CharField(max_length=80), verbose_name=_("依据条款"), default=list)
    conditions = ArrayField(
        models.CharField(max_length=40), verbose_name=_("已核对的条件"), default=list
    )
    approver = models.CharField(_("批准机关"), max_length=10, choices=Approver)
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(_("移送时间"))
    answer = models.CharField(_("答复"), max_length=8, choices=ReferralAnswer, blank=True)
    opinion = models.TextField(_("答复意见"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    objects = ReferralQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answered_at=None), name="referral_one_waiting"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None, answered_at=None, answer="", opinion="")
                | models.Q(answered_by__isnull=False, answered_at__isnull=False)
                & ~models.Q(answer="")
                & ~models.Q(opinion=""),
                name="referral_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None)
                | ~models.Q(answered_by=models.F("referred_by")),
                name="referral_answered_by_another",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="referred_facts_stay",
                fields=[
                    "case",
                    "reason",
                    "basis",
                    "conditions",
                    "approver",
                    "referred_by",
                    "referred_at",
                ],
            ),
            pgtrigger.Protect(
                name="answer_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case}"
