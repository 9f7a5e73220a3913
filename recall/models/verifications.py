import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.enums import Conclusion, ExemptionQuestion, ExemptionReply, FindingResult
from recall.models.decisions import TIED

_REFUSE_INTERESTED = """
IF EXISTS (SELECT 1 FROM recall_nomination n WHERE n.id = NEW.nomination_id
           AND NEW.by_id IN (n.drafted_by_id, n.submitted_by_id, n.subject_id))
   OR EXISTS (SELECT 1 FROM recall_recusal r WHERE r.nomination_id
              = NEW.nomination_id AND r.user_id = NEW.by_id)
   OR {tied} THEN
    RAISE EXCEPTION 'verification by an interested hand' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""


class Verification(models.Model):
    """核实: one verifier's findings and conclusion on one submission. Written once."""

    nomination = models.ForeignKey(
        "recall.Nomination", models.PROTECT, related_name="verifications"
    )
    submission = models.PositiveSmallIntegerField(_("第几次报送"))
    conclusion = models.CharField(_("结论"), max_length=12, choices=Conclusion)
    opinion = models.TextField(_("核实意见"))
    remarks = models.JSONField(_("退回说明"), default=dict)
    despite = models.CharField(_("仍认定符合的理由"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "submission", "by"], name="verification_once_per_verifier"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_INTERESTED.format(
                    tied=TIED.format(nomination="NEW.nomination_id", person="NEW.by_id")
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_conclusion_display())


class Finding(models.Model):
    """What one verifier found of one fact, as its text then stood: a unit may write it again."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="findings")
    fact = models.ForeignKey("recall.Fact", models.PROTECT, related_name="findings")
    result = models.CharField(_("认定"), max_length=10, choices=FindingResult)
    note = models.CharField(_("认定依据"), max_length=300, blank=True)
    fact_text = models.TextField(_("认定时的事实经过"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification", "fact"], name="finding_once_per_fact")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.get_result_display())


class ExemptionAnswer(models.Model):
    """容错核对: one verifier's answer to one of the three questions. Written once."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="exemption")
    question = models.CharField(_("问题"), max_length=9, choices=ExemptionQuestion)
    answer = models.CharField(_("回答"), max_length=7, choices=ExemptionReply)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "question"], name="exemption_once_per_question"
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="YES") | ~models.Q(reason=""),
                name="exemption_yes_has_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.get_answer_display())
