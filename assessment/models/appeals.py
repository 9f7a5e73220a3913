"""复核、申诉: a machine beside the case, one row for each step, and what is put back if it wins."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import Role
from assessment import permissions
from assessment.enums import AppealState as S
from assessment.enums import Consequence, OutcomeKind, Remedy
from core.workflow.models import Step

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
READERS = (Role.APPEAL_HANDLER, Role.COUNTY_ADMIN, Role.DECIDER)
# Whoever nominated, verified, decided or sat in the meeting, assessed, or decided an earlier step.
_REFUSE_EARLIER_HAND = """
IF EXISTS (
    SELECT 1 FROM recall_case c JOIN recall_nomination n ON n.id = c.nomination_id
    LEFT JOIN assessment_outcome o ON o.case_id = c.id
    WHERE c.id = {case} AND ({person} IN (n.drafted_by_id, n.submitted_by_id, n.verified_by_id,
        n.decided_by_id, n.subject_id, o.assessed_by_id, o.decided_by_id)
      OR EXISTS (SELECT 1 FROM recall_verification v
                 WHERE v.nomination_id = n.id AND v.by_id = {person})
      OR EXISTS (SELECT 1 FROM recall_decision d JOIN recall_decisionmember m
                 ON m.decision_id = d.id WHERE d.nomination_id = n.id AND m.user_id = {person})
      OR EXISTS (SELECT 1 FROM assessment_outcomemember m
                 WHERE m.outcome_id = o.id AND m.user_id = {person})
      OR EXISTS (SELECT 1 FROM assessment_appeal a
                 WHERE a.case_id = c.id AND a.id <> {appeal} AND a.decided_by_id = {person})
      OR EXISTS (SELECT 1 FROM assessment_appeal a JOIN assessment_payeffect p ON p.id = a.pay_id
                 WHERE a.id = {appeal} AND p.ordered_by_id = {person})))
THEN
    RAISE EXCEPTION 'an appeal is not handled by an earlier hand' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""
_CASE_OF = "(SELECT a.case_id FROM assessment_appeal a WHERE a.id = NEW.appeal_id)"


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for appeal handlers, admins and deciders; one's own."""
        counties = user.counties(*READERS)
        return self.filter(Q(case__county__in=counties) | Q(case__subject=user))

    def of_person(self, user: "User") -> Self:
        return self.filter(case__subject=user)

    def open(self) -> Self:
        return self.filter(state__in=[S.FILED, S.ACCEPTED])


class Appeal(FSMModelMixin, models.Model):
    """One step against an outcome, an effect on pay, or, without these, the recall itself.

    `last_on` is the last day to file as it stood; `due_on` the last day to decide.
    """

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="appeals")
    outcome = models.ForeignKey(
        "assessment.Outcome", models.PROTECT, null=True, related_name="appeals"
    )
    pay = models.ForeignKey(
        "assessment.PayEffect", models.PROTECT, null=True, related_name="appeals"
    )
    remedy = models.CharField(_("途径"), max_length=9, choices=Remedy)
    text = models.TextField(_("请求和理由"))
    filed_on = models.DateField(_("提出日期"))
    last_on = models.DateField(_("提出期限"))
    late_reason = models.CharField(_("逾期理由"), max_length=200, blank=True)
    filed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("登记时间"))
    state = FSMField(_("状态"), choices=S, default=S.FILED, protected=True)
    due_on = models.DateField(_("处理期限"), null=True)
    extra_days = models.PositiveSmallIntegerField(_("延长（日）"), default=0)
    extra_reason = models.CharField(_("延长理由"), max_length=200, blank=True)
    new_kind = models.CharField(_("变更为"), max_length=14, choices=OutcomeKind, blank=True)
    decision = models.TextField(_("处理决定"), blank=True)
    decided_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    told_on = models.DateField(_("答复送达日期"), null=True)
    receipt = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="+"
    )

    objects = AppealQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "outcome", "pay"],
                condition=Q(state__in=["FILED", "ACCEPTED"]),
                nulls_distinct=False,
                name="appeal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome=None) | Q(pay=None), name="appeal_against_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, decision="")
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="appeal_decided_at",
            ),
            models.CheckConstraint(
                condition=Q(late_reason="", filed_on__lte=models.F("last_on")) | ~Q(late_reason=""),
                name="appeal_late_is_explained",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="plea_stays",
                fields=[
                    "case", "outcome", "pay", "remedy", "text", "filed_on", "last_on",
                    "late_reason", "filed_by", "filed_at",
                ],
            ),
            pgtrigger.Trigger(
                name="not_by_an_earlier_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("decided_by_id"),
                func=_REFUSE_EARLIER_HAND.format(
                    case="NEW.case_id", person="NEW.decided_by_id", appeal="NEW.id"
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} {self.get_remedy_display()}"

    @property
    def against(self) -> str:
        """What is appealed, in words."""
        if self.pay is not None:
            return str(self.pay)
        return str(self.outcome.get_kind_display()) if self.outcome else str(_("召回决定"))

    def hands(self) -> set[int]:
        """Answer the accounts that had a part in the matter or decided an earlier step."""
        nomination = self.case.nomination
        found = {
            nomination.drafted_by_id,
            nomination.submitted_by_id,
            nomination.verified_by_id,
            nomination.decided_by_id,
        }
        found |= set(nomination.verifications.values_list("by", flat=True))
        decision = getattr(nomination, "decision", None)
        if decision is not None:
            found |= set(decision.members.values_list("user", flat=True))
        outcome = getattr(self.case, "outcome", None)
        if outcome is not None:
            found |= {outcome.assessed_by_id, outcome.decided_by_id}
            found |= set(outcome.members.values_list("user", flat=True))
        if self.pay is not None:
            found.add(self.pay.ordered_by_id)
        earlier = Appeal.objects.filter(case=self.case_id).exclude(pk=self.pk)
        found |= set(earlier.values_list("decided_by", flat=True))
        return {pk for pk in found if pk is not None} | nomination.tied_ids()

    @transition(
        state,
        source=S.FILED,
        target=S.ACCEPTED,
        custom={"label": _("受理"), "rule": permissions.handle_appeal},
    )
    def accept(self, *, by, at):
        """The term to decide is set by the service."""

    @transition(
        state,
        source=S.FILED,
        target=S.NOT_ACCEPTED,
        custom={"label": _("不予受理"), "rule": permissions.handle_appeal},
    )
    def refuse(self, *, by, at):
        self.decided_by, self.decided_at = by, at

    @transition(
        state,
        source=S.ACCEPTED,
        target=S.MAINTAINED,
        custom={"label": _("维持原处理"), "rule": permissions.handle_appeal},
    )
    def maintain(self, *, by, at):
        self.decided_by, self.decided_at = by, at

    @transition(
        state,
        source=S.ACCEPTED,
        target=S.CHANGED,
        custom={"label": _("变更原处理"), "rule": permissions.handle_appeal},
    )
    def change(self, *, by, at):
        self.decided_by, self.decided_at = by, at

    @transition(
        state,
        source=S.ACCEPTED,
        target=S.UPHELD,
        custom={"label": _("撤销原处理"), "rule": permissions.handle_appeal},
    )
    def uphold(self, *, by, at):
        self.decided_by, self.decided_at = by, at

    @transition(
        state,
        source=[S.FILED, S.ACCEPTED],
        target=S.WITHDRAWN,
        custom={"label": _("撤回"), "rule": permissions.withdraw_appeal},
    )
    def withdraw(self, *, by, at):
        self.due_on = None


class AppealStep(Step):
    row = models.ForeignKey(Appeal, models.PROTECT, related_name="steps")


class AppealMember(models.Model):
    """Who sat on the panel; the database refuses an earlier hand."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="members")
    user = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_earlier_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_EARLIER_HAND.format(
                    case=_CASE_OF, person="NEW.user_id", appeal="NEW.appeal_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reversal(models.Model):
    """One effect to be put back: the line of the consequence calendar, and who did it when.

    `entry` and `listed` are the rows of a book or a list that another keeper takes back;
    `disclosed` is where the name was shown, to be corrected there.
    """

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="reversals")
    kind = models.CharField(_("类别"), max_length=8, choices=Consequence)
    of = models.CharField(_("原影响"), max_length=120)
    what = models.CharField(_("恢复措施"), max_length=160)
    who = models.CharField(_("由谁办理"), max_length=120)
    fen = models.BigIntegerField(_("补发（分）"), null=True)
    entry = models.ForeignKey("evidence.BookEntry", models.PROTECT, null=True, related_name="+")
    listed = models.ForeignKey("evidence.ListEntry", models.PROTECT, null=True, related_name="+")
    disclosed = models.ForeignKey(
        "assessment.DisclosureEntry", models.PROTECT, null=True, related_name="+"
    )
    done_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("完成时间"), null=True)
    note = models.CharField(_("办理情况"), max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by=None, done_at=None, note="")
                | (Q(done_by__isnull=False, done_at__isnull=False) & ~Q(note="")),
                name="reversal_done_at",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="line_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "appeal_id", "kind", "of", "what", "who", "fen", "entry_id", "listed_id",
                    "disclosed_id",
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what
