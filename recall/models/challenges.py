"""质询: a unit that nominated nobody is asked again, by what is known or by lot."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.models.guards import never_shorter
from recall.enums import ChallengeAnswer, ChallengeOrigin, ChallengeOutcome
from recall.models.clocks import OFFICE

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class RiskSample(models.Model):
    """抽查: units of one round drawn by lot, weighted by what others found.

    Whoever has seed and weights draws the same ones again. A sample of before weights has none.
    """

    round = models.OneToOneField("recall.Round", models.PROTECT, related_name="sample")
    seed = models.CharField(_("种子"), max_length=32)
    size = models.PositiveSmallIntegerField(_("抽取单位数"))
    pool = models.JSONField(_("抽取范围"), default=list)  # ids of the units, in order
    known = models.JSONField(_("权重依据"), default=dict)  # unit's id → what is known, how often
    drawn_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("抽取时间"))

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.seed


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head."""
        return self.filter(
            models.Q(campaign__county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
        )

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Challenge(models.Model):
    """One question to one unit in one round; `seen` are numbers of signals, without names."""

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="challenges")
    round = models.ForeignKey("recall.Round", models.PROTECT, related_name="challenges")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="challenges")
    origin = models.CharField(_("来由"), max_length=7, choices=ChallengeOrigin)
    reason = models.CharField(_("质询内容"), max_length=300)
    seen = models.JSONField(_("已知线索"), default=list)
    days = models.PositiveSmallIntegerField(_("答复期限（工作日）"), null=True)
    due_on = models.DateField(_("答复期限"))
    raised_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("质询时间"))
    answer = models.CharField(_("答复"), max_length=9, choices=ChallengeAnswer, blank=True)
    answer_text = models.CharField(_("答复说明"), max_length=500, blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    outcome = models.CharField(_("结论"), max_length=12, choices=ChallengeOutcome, blank=True)
    outcome_reason = models.CharField(_("结论理由"), max_length=300, blank=True)
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=models.Q(closed_at=None),
                name="challenge_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None, answered_at=None)
                | (
                    ~models.Q(answer="")
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="challenge_answered_at",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_by=None, closed_at=None)
                | (
                    ~models.Q(outcome="")
                    & models.Q(closed_by__isnull=False, closed_at__isnull=False)
                ),
                name="challenge_closed_at",
            ),
        ]
        indexes = [models.Index(fields=["unit", "closed_at"], name="challenge_unit")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            never_shorter("due_on"),
            pgtrigger.Protect(
                name="question_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "campaign_id", "round_id", "unit_id", "origin", "reason", "seen", "days",
                    "raised_by_id", "raised_at",
                ),
            ),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reason
