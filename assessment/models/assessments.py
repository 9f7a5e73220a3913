from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from accounts.models import User

_CONCLUDED = """
IF EXISTS (SELECT 1 FROM assessment_assessment a
           WHERE a.id = COALESCE(NEW.assessment_id, OLD.assessment_id)
           AND a.concluded_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the assessment is concluded' USING ERRCODE = '23514';
END IF;
RETURN COALESCE(NEW, OLD);
"""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; own unit's and one's own once concluded."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        office = models.Q(case__county__in=user.counties(*OFFICE_ROLES))
        told = models.Q(case__unit__in=units) | models.Q(case__subject=user)
        return self.filter(
            office & ~models.Q(case__subject=user) | told & models.Q(concluded_at__isnull=False)
        )


class Assessment(models.Model):
    """综合考核 of one case. The weights are the campaign's, frozen when it was opened.

    `total` is only set at the conclusion; a missing part is never counted as nought.
    """

    case = models.OneToOneField("recall.Case", models.PROTECT, related_name="assessment")
    weights = models.JSONField(_("权重"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("开始时间"))
    total = models.DecimalField(_("综合得分"), max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(_("合格"), null=True)
    comment = models.TextField(_("考核意见"), blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    concluded_at = models.DateTimeField(_("完成时间"), null=True)

    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    concluded_by=None, concluded_at=None, total=None, passed=None, comment=""
                )
                | models.Q(
                    concluded_by__isnull=False,
                    concluded_at__isnull=False,
                    total__isnull=False,
                    passed__isnull=False,
                )
                & ~models.Q(comment=""),
                name="assessment_concluded_as_a_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(total=None) | models.Q(total__gte=0, total__lte=100),
                name="assessment_total_0_to_100",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="concluded_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__concluded_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}"


class Score(models.Model):
    """One part's value, or that the part does not apply and why. Neither: it is missing."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    part = models.CharField(_("考核内容"), max_length=20)
    value = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True)
    not_applicable_reason = models.CharField(_("不适用的理由"), max_length=200, blank=True)
    source = models.CharField(_("得分来源"), max_length=200, blank=True)
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scored_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "part"], name="score_once_per_part"),
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=100, not_applicable_reason="")
                & ~models.Q(source="")
                | models.Q(value=None) & ~models.Q(not_applicable_reason=""),
                name="score_has_value_with_source_or_reason",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_after_the_conclusion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_CONCLUDED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.value}"


class ScoreVersion(models.Model):
    """One writing of a part's score: the value, the rule it follows and the rows behind it.

    `rule` and `rows` are empty where a person wrote the value; `source` then says what it rests on.
    The newest is what `Score` holds; earlier ones stay to be read.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="versions")
    part = models.CharField(_("考核内容"), max_length=20)
    number = models.PositiveSmallIntegerField(_("版次"))
    value = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True)
    not_applicable_reason = models.CharField(_("不适用的理由"), max_length=200, blank=True)
    source = models.CharField(_("得分来源"), max_length=200, blank=True)
    rule = models.CharField(_("规则"), max_length=200, blank=True)
    rows = models.JSONField(_("依据行"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    about = ("assessment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "part", "number"], name="score_version_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
