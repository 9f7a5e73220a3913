from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from assessment.enums import Approver, OutcomeKind, Route
from assessment.models.concurrences import WITHOUT_THE_OTHER_COUNTY
from recall.enums import ServiceManner
from recall.models.decisions import refusing

if TYPE_CHECKING:
    from accounts.models import User

_NOMINATION = "(SELECT c.nomination_id FROM recall_case c WHERE c.id = NEW.case_id)"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, own unit's for clerk and head, one's own."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(
            models.Q(case__county__in=user.counties(*OFFICE_ROLES))
            | models.Q(case__unit__in=units)
            | models.Q(case__subject=user)
        )


class Outcome(models.Model):
    """处理结果 of one case, decided collectively; what the gate said is kept with it.

    `assessed_by` is who concluded the assessment, copied so that the database itself keeps the
    four eyes. Only `carried_out_*` and `document` are added later.
    """

    case = models.OneToOneField("recall.Case", models.PROTECT, related_name="outcome")
    kind = models.CharField(_("结果"), max_length=14, choices=OutcomeKind)
    basis = ArrayField(models.CharField(max_length=80), verbose_name=_("依据条款"), default=list)
    conditions = ArrayField(
        models.CharField(max_length=40), verbose_name=_("已核对的条件"), default=list
    )
    is_unavailable_under_law = models.BooleanField(_("现行法律下不可适用"), default=False)
    gate_number = models.CharField(_("不可适用的规则编号"), max_length=8, blank=True)
    gate_sentence = models.TextField(_("不可适用的理由"), blank=True)
    is_appealable = models.BooleanField(_("可依法复核申诉"), default=False)
    route = models.CharField(_("救济途径"), max_length=12, choices=Route, blank=True)
    approver = models.CharField(_("批准机关"), max_length=10, choices=Approver, blank=True)
    noticed_on = models.DateField(_("书面通知日期"), null=True)
    ends_on = models.DateField(_("期满日期"), null=True)
    serve_until_on = models.DateField(_("送达末日"), null=True)
    reason = models.TextField(_("决定理由"))
    effect_until_on = models.DateField(_("影响期止"), null=True)
    meeting = models.CharField(_("会议名称"), max_length=80)
    held_on = models.DateField(_("会议日期"))
    due_count = models.PositiveSmallIntegerField(_("应到人数"))
    agree_count = models.PositiveSmallIntegerField(_("同意"))
    disagree_count = models.PositiveSmallIntegerField(_("不同意"))
    defer_count = models.PositiveSmallIntegerField(_("缓议"))
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"))
    content_hash = models.CharField(_("所读材料校验值"), max_length=64, blank=True)
    proposal = models.OneToOneField(
        "assessment.OutcomeProposal", models.PROTECT, null=True, related_name="outcome"
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="+"
    )
    carried_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    carried_out_at = models.DateTimeField(_("办结时间"), null=True)

    objects = OutcomeQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("assessed_by")), name="outcome_four_eyes"
            ),
            models.CheckConstraint(
                condition=models.Q(is_unavailable_under_law=False, gate_sentence="")
                | models.Q(is_unavailable_under_law=True) & ~models.Q(gate_sentence=""),
                name="outcome_mark_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(carried_out_by=None, carried_out_at=None)
                | models.Q(carried_out_by__isnull=False, carried_out_at__isnull=False),
                name="outcome_carried_out_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="decided_facts_stay",
                fields=[
                    "case",
                    "kind",
                    "basis",
                    "conditions",
                    "is_unavailable_under_law",
                    "gate_number",
                    "gate_sentence",
                    "is_appealable",
                    "route",
                    "approver",
                    "noticed_on",
                    "ends_on",
                    "serve_until_on",
                    "reason",
                    "effect_until_on",
                    "meeting",
                    "held_on",
                    "due_count",
                    "agree_count",
                    "disagree_count",
                    "defer_count",
                    "assessed_by",
                    "decided_by",
                    "decided_at",
                    "content_hash",
                    "proposal",
                ],
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing(_NOMINATION, "NEW.decided_by_id"),
            ),
            pgtrigger.Trigger(
                name="present_county_agreed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WITHOUT_THE_OTHER_COUNTY,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class OutcomeReceipt(models.Model):
    """送达回证 of the outcome's document; the remedy's term runs from the day of serving."""

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="receipt")
    served_on = models.DateField(_("送达日期"))
    manner = models.CharField(_("送达方式"), max_length=10, choices=ServiceManner)
    received_by = models.CharField(_("签收人"), max_length=40, blank=True)
    note = models.CharField(_("备注（拒签理由、见证人）"), max_length=200, blank=True)
    remedy_until_on = models.DateField(_("救济期末日"))
    served_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    served_at = models.DateTimeField(_("登记时间"))

    about = ("outcome", "case", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.served_on}"
