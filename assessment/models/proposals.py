"""What a meeting is asked to decide on a case, and who sat when its outcome was decided."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessment.enums import Approver, OutcomeKind, ProposalEnd
from assessment.models.outcomes import Outcome
from recall.models.decisions import refusing

_USER = settings.AUTH_USER_MODEL
_NOMINATION = "(SELECT c.nomination_id FROM recall_case c WHERE c.id = NEW.case_id)"
_NOMINATION_OF_OUTCOME = """(SELECT c.nomination_id FROM assessment_outcome o
    JOIN recall_case c ON c.id = o.case_id WHERE o.id = NEW.outcome_id)"""
_NOT_THE_ASSESSOR = """
IF EXISTS (SELECT 1 FROM assessment_outcome o
           WHERE o.id = NEW.outcome_id AND o.assessed_by_id = NEW.user_id) THEN
    RAISE EXCEPTION 'who assessed does not sit' USING ERRCODE = '23514';
END IF;"""
_ENDED = models.Q(ended_as="", ended_by=None, ended_at=None)
_FROZEN = ("case", "kind", "conditions", "reason", "approver", "noticed_on", "ends_on")
_FROZEN += ("effect_until_on", "new_unit", "new_title", "condition", "observed_until_on")


class OutcomeProposal(models.Model):
    """处理建议: one outcome that a meeting is to say yes or no to; one stands for each case.

    Written once; only how it ended is added: carried, not carried, or taken back before.
    """

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="proposals")
    kind = models.CharField(_("结果"), max_length=14, choices=OutcomeKind)
    conditions = ArrayField(
        models.CharField(max_length=40), verbose_name=_("已核对的条件"), default=list
    )
    reason = models.TextField(_("建议理由"))
    approver = models.CharField(_("批准机关"), max_length=10, choices=Approver)
    noticed_on = models.DateField(_("书面通知日期"), null=True)
    ends_on = models.DateField(_("期满日期"), null=True)
    effect_until_on = models.DateField(_("影响期止"), null=True)
    new_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    new_title = models.CharField(_("新职务"), max_length=60, blank=True)
    condition = models.CharField(_("附条件暂缓执行的条件"), max_length=300, blank=True)
    observed_until_on = models.DateField(_("观察期末日"), null=True)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("建议时间"))
    ended_as = models.CharField(_("办理结果"), max_length=12, choices=ProposalEnd, blank=True)
    ended_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("办理时间"), null=True)

    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at=None),
                name="outcome_proposal_one_standing",
            ),
            models.CheckConstraint(
                condition=_ENDED
                | ~models.Q(ended_as="") & models.Q(ended_by__isnull=False, ended_at__isnull=False),
                name="outcome_proposal_ended_as_a_whole",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="proposed_facts_stay", fields=[*_FROZEN, "proposed_by", "proposed_at"]
            ),
            pgtrigger.Protect(
                name="ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing(_NOMINATION, "NEW.proposed_by_id"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class OutcomeMember(models.Model):
    """到会人员: who sat when an outcome was decided; the database refuses an interested one."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="members")
    user = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)

    about = ("outcome", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "user"],
                condition=models.Q(user__isnull=False),
                name="outcome_member_once",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_NOT_THE_ASSESSOR + refusing(_NOMINATION_OF_OUTCOME, "NEW.user_id"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
