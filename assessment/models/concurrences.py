"""会签: the county whose cadre the person has become says whether an outcome may be decided.

Who was recalled here and moved to another county meanwhile stays with the county that recalled
them: it keeps the case, its clocks and its papers. But post, grade and job are now the other
county's to give and take. Source: 公务员法 art. 15, 50; domain reference 2.9, 2.12 (cadre
authority decides which committee decides).
"""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from assessment.enums import COLLECTIVE, OutcomeKind

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_IS_THERE_NOW = """
    IF NOT EXISTS (SELECT 1 FROM recall_case k
                   JOIN cadres_cadre c ON c.id = k.cadre_id JOIN units_unit u ON u.id = c.unit_id
                   WHERE k.id = NEW.case_id AND u.county_id = NEW.county_id
                   AND k.county_id <> NEW.county_id) THEN
        RAISE EXCEPTION 'assessment_concurrence: the person is not of that county'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_KINDS = ", ".join(f"'{kind.value}'" for kind in COLLECTIVE)
# The newest answer of the present county counts; a past campaign that is replayed needs none.
_NOT_AGREED = """
    IF {kind} IN ({kinds}) AND EXISTS (
        SELECT 1 FROM recall_case k JOIN recall_campaign g ON g.id = k.campaign_id
        JOIN cadres_cadre c ON c.id = k.cadre_id JOIN units_unit u ON u.id = c.unit_id
        WHERE k.id = {case} AND u.county_id <> k.county_id
        AND g.legal_profile = 'in_force' AND NOT COALESCE(
            (SELECT a.is_agreed FROM assessment_concurrence a
             WHERE a.case_id = k.id AND a.county_id = u.county_id AND a.kind = {kind}
             AND a.answered_at IS NOT NULL ORDER BY a.id DESC LIMIT 1), false)) THEN
        RAISE EXCEPTION '{table}: the present county has not agreed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_OF_OUTCOME = "(SELECT o.{} FROM assessment_outcome o WHERE o.id = NEW.outcome_id)"
WITHOUT_THE_OTHER_COUNTY = _NOT_AGREED.format(
    kinds=_KINDS, kind="NEW.kind", case="NEW.case_id", table="assessment_outcome"
)
CARRIED_OUT_WITHOUT_IT = _NOT_AGREED.format(
    kinds=_KINDS,
    kind=_OF_OUTCOME.format("kind"),
    case=_OF_OUTCOME.format("case_id"),
    table="assessment_observation",
)


class ConcurrenceQuerySet(models.QuerySet["Concurrence"]):
    def visible_to(self, user: "User") -> Self:
        """Those that either county's department asked or is asked; never about oneself."""
        asking = models.Q(case__county__in=user.counties(*OFFICE_ROLES))
        asked = models.Q(county__in=user.counties(Role.COUNTY_ADMIN, Role.DECIDER))
        return self.filter(asking | asked).exclude(case__subject=user)


class Concurrence(models.Model):
    """One question to the present county on one outcome, and its answer."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="concurrences")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("拟作结果"), max_length=14, choices=OutcomeKind)
    reason = models.CharField(_("拟作理由"), max_length=500)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("送会签时间"))
    is_agreed = models.BooleanField(_("同意"), null=True)
    opinion = models.CharField(_("会签意见"), max_length=500, blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("会签时间"), null=True)

    objects = ConcurrenceQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        verbose_name = verbose_name_plural = _("他县会签")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_agreed=None, opinion="", answered_by=None, answered_at=None)
                | (
                    models.Q(
                        is_agreed__isnull=False,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                    & ~models.Q(opinion="")
                ),
                name="concurrence_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="concurrence_by_another",
            ),
            models.UniqueConstraint(
                fields=["case", "county", "kind"],
                condition=models.Q(answered_at=None),
                name="concurrence_asked_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="question_is_fixed",
                fields=["case", "county", "kind", "reason", "asked_by", "asked_at"],
            ),
            pgtrigger.Protect(
                name="answer_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="person_is_there_now",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_IS_THERE_NOW,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
