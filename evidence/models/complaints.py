"""投诉占比: of those whom a person served in a period, how many complained of what."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import Channel, ComplaintFinding, ComplaintKind, CountRule, LineMeasure
from evidence.models.checklists import OFFICE, paired
from evidence.models.guards import frozen

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_WRITE = pgtrigger.Insert | pgtrigger.Update


def _after(name: str, row: str, verbs: pgtrigger.Operations, column: str) -> pgtrigger.Trigger:
    return frozen(name, verbs, table="evidence_complaintplan", key=f"{row}.plan_id", column=column)


class ComplaintPlanQuerySet(models.QuerySet["ComplaintPlan"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head."""
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
        )


class ComplaintPlan(models.Model):
    """One service window or unit and one period; rules first, then records, then closed.

    Under `smallest` applicants a person has no share. `counts` says whether complaints that
    were found wrong count too.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    counts = models.CharField(_("计入范围"), max_length=13, choices=CountRule)
    smallest = models.PositiveIntegerField(_("最少办事人数"))
    drawn_up_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("制定时间"))
    settled_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("规则定案时间"), null=True)
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = ComplaintPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="complaintplan_title_once"),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="complaintplan_span"
            ),
            models.CheckConstraint(
                condition=models.Q(smallest__gte=5), name="complaintplan_hides_few"
            ),
            models.CheckConstraint(condition=paired("settled"), name="complaintplan_settled_at"),
            models.CheckConstraint(condition=paired("closed"), name="complaintplan_closed_at"),
        ]

    def __str__(self) -> str:
        return self.title


class ComplaintLine(models.Model):
    """A share at which something is suggested, for one kind of complaint or for all."""

    plan = models.ForeignKey(ComplaintPlan, models.PROTECT, related_name="lines")
    kind = models.CharField(_("投诉内容"), max_length=8, choices=ComplaintKind, blank=True)
    percent = models.DecimalField(_("占比（%）"), max_digits=5, decimal_places=2)
    measure = models.CharField(_("措施"), max_length=7, choices=LineMeasure)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "measure"], name="complaintline_measure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gt=0, percent__lte=100), name="complaintline_percent"
            ),
        ]
        triggers = [
            _after("not_after_settling", "NEW", _WRITE, "settled_at"),
            _after("not_removed_after_settling", "OLD", pgtrigger.Delete, "settled_at"),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"


class ServedCount(models.Model):
    """办事人数: the denominator of one person, and where the number is from."""

    plan = models.ForeignKey(ComplaintPlan, models.PROTECT, related_name="served")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    applicants = models.PositiveIntegerField(_("办事人数"))
    source = models.CharField(_("数据来源"), max_length=120)
    entered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))

    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "cadre"], name="servedcount_once"),
            models.CheckConstraint(condition=~models.Q(source=""), name="servedcount_has_source"),
        ]
        triggers = [
            _after("not_after_closing", "NEW", _WRITE, "closed_at"),
            _after("not_removed_after_closing", "OLD", pgtrigger.Delete, "closed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} {self.applicants}"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the plans that the user sees, and those about oneself."""
        plans = ComplaintPlan.objects.visible_to(user).values("pk")
        return self.filter(models.Q(plan__in=plans) | models.Q(cadre__user=user))


class Complaint(models.Model):
    """One complaint. Who complained is not stored: `applicant` is a keyed hash of the number
    under which the matter can be looked up, made anew for each plan, or empty."""

    plan = models.ForeignKey(ComplaintPlan, models.PROTECT, related_name="complaints")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    kind = models.CharField(_("投诉内容"), max_length=8, choices=ComplaintKind)
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    on = models.DateField(_("投诉日期"))
    applicant = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))
    finding = models.CharField(_("核查结论"), max_length=9, choices=ComplaintFinding, blank=True)
    judged_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(_("核查时间"), null=True)
    judged_reason = models.CharField(_("核查依据"), max_length=200, blank=True)

    objects = ComplaintQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(judged_by=None, judged_at=None, finding="")
                | (
                    models.Q(judged_by__isnull=False, judged_at__isnull=False)
                    & ~models.Q(finding="")
                    & ~models.Q(judged_reason="")
                ),
                name="complaint_judged_by_with_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(judged_by=models.F("entered_by")),
                name="complaint_judged_by_another",
            ),
        ]
        indexes = [models.Index(fields=["plan", "cadre"], name="complaint_plan_cadre")]
        triggers = [
            _after("not_after_closing", "NEW", _WRITE, "closed_at"),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_judged",
                operation=pgtrigger.UpdateOf(
                    "plan_id",
                    "cadre_id",
                    "kind",
                    "channel",
                    "on",
                    "applicant",
                    "entered_by_id",
                    "entered_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
