from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import OFFICE_ROLES, Role
from core.workflow.models import Step
from recall import permissions
from recall.enums import CaseState as S
from recall.enums import ServiceManner

if TYPE_CHECKING:
    from accounts.models import User


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, own unit's for clerk and head; never one's own.

        Who moved while the case runs is also the new unit's: its hands see the case go on.
        """
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        office = models.Q(county__in=user.counties(*OFFICE_ROLES))
        moved = models.Q(cadre__unit__in=units) & ~models.Q(state__in=[S.CLOSED, S.REVOKED])
        return self.filter(office | models.Q(unit__in=units) | moved).exclude(subject=user)

    def of_counties(self, counties: set[int]) -> Self:
        """Those of some counties, for who handles appeals there."""
        return self.filter(county__in=counties)

    def of_person(self, user: "User") -> Self:
        """The person's own cases, for their own page."""
        return self.filter(subject=user)


class Case(FSMModelMixin, models.Model):
    """召回案件: from the decision over notice, class, practice and outcome to the close."""

    nomination = models.OneToOneField("recall.Nomination", models.PROTECT, related_name="case")
    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="cases")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="cases")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="cases")
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    unit_name = models.CharField(_("当时单位名称"), max_length=80, blank=True)
    place_name = models.CharField(_("当时县级区划名称"), max_length=60, blank=True)
    notice = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("本环节期限"), null=True)
    state = FSMField(_("状态"), choices=S, default=S.OPEN, protected=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("立案时间"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    objects = CaseQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cadre"],
                condition=~models.Q(state__in=[S.CLOSED, S.REVOKED]),
                name="case_one_open_per_cadre",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="case_closed_by_with_at",
            ),
        ]
        indexes = [models.Index(fields=["county", "state"], name="case_county_state")]

    def __str__(self) -> str:
        return f"{self.cadre}"

    @property
    def unit_then(self) -> str:
        """The unit's name of that day; rows of before the archive know only the unit."""
        return self.unit_name or self.unit.name

    @transition(
        state,
        source=S.OPEN,
        target=S.SERVED,
        custom={"label": _("登记送达"), "rule": permissions.serve_notice},
    )
    def serve(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.SERVED,
        target=S.TRAINING,
        custom={"label": _("编入培训班"), "rule": permissions.run_case},
    )
    def start_training(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.TRAINING,
        target=S.PRACTICE,
        custom={"label": _("派出实践锻炼"), "rule": permissions.run_case},
    )
    def start_practice(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=[S.TRAINING, S.PRACTICE],
        target=S.ASSESSED,
        custom={"label": _("完成综合考核"), "rule": permissions.run_case},
    )
    def assess(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.ASSESSED,
        target=S.DECIDED,
        custom={"label": _("决定结果"), "rule": permissions.settle_case},
    )
    def settle(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.DECIDED,
        target=S.TRACKING,
        custom={"label": _("转入跟踪考察"), "rule": permissions.run_case},
    )
    def track(self, *, by, at):
        """No field of its own."""

    @transition(
        state,
        source=[S.DECIDED, S.TRACKING],
        target=S.CLOSED,
        custom={"label": _("办结"), "rule": permissions.run_case},
    )
    def close(self, *, by, at):
        self.closed_by, self.closed_at, self.due_on = by, at, None

    @transition(
        state,
        source=[S.OPEN, S.SERVED, S.TRAINING, S.PRACTICE, S.ASSESSED],
        target=S.CLOSED,
        custom={"label": _("因离任终止"), "rule": permissions.settle_case},
    )
    def end_left(self, *, by, at):
        self.closed_by, self.closed_at, self.due_on = by, at, None

    @transition(
        state,
        source=[S.OPEN, S.SERVED, S.TRAINING, S.PRACTICE, S.ASSESSED],
        target=S.REVOKED,
        custom={"label": _("撤销召回"), "rule": permissions.settle_case},
    )
    def revoke(self, *, by, at):
        self.closed_by, self.closed_at, self.due_on = by, at, None


class CaseStep(Step):
    row = models.ForeignKey(Case, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        indexes = [
            models.Index(
                fields=["row"],
                include=["at"],
                condition=models.Q(move="start_training"),
                name="case_step_begun",
            )
        ]


class ServiceReceipt(models.Model):
    """送达回证: when, how and to whom the notice was served; a refusal to sign is noted."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="receipt")
    served_on = models.DateField(_("送达日期"))
    manner = models.CharField(_("送达方式"), max_length=10, choices=ServiceManner)
    received_by = models.CharField(_("签收人"), max_length=40, blank=True)
    note = models.CharField(_("备注（拒签理由、见证人）"), max_length=200, blank=True)
    objection_until_on = models.DateField(_("异议末日"))
    served_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    served_at = models.DateTimeField(_("登记时间"))

    def __str__(self) -> str:
        return f"{self.case} {self.served_on}"
