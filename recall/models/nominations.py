from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import Role
from cadres.enums import Level, StaffKind
from core.workflow.models import Step
from recall import permissions
from recall.enums import UNDECIDED, ClockKind
from recall.enums import NominationState as S
from recall.models import ties
from recall.models.lateness import LET_IN

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


def differ(one: str, other: str) -> models.Q:
    """Answer the condition that two people columns never name the same person."""
    return models.Q(**{one: None}) | models.Q(**{other: None}) | ~models.Q(**{one: models.F(other)})


def paired(act: str) -> models.CheckConstraint:
    """Answer the constraint that `<act>_by` and `<act>_at` are set together."""
    by, at = f"{act}_by", f"{act}_at"
    return models.CheckConstraint(
        condition=models.Q(**{by: None, at: None})
        | models.Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        name=f"nomination_{act}_by_with_at",
    )


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: "User") -> Self:
        """Own unit's for clerk and head; the county's, once submitted, for the department.

        Nobody but the own page ever shows a nomination to the person it is about.
        """
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        submitted = models.Q(county__in=office, submitted_at__isnull=False)
        about_me = models.Q(subject=user)
        return self.filter(submitted | models.Q(unit__in=units)).exclude(about_me)

    def told_to(self, user: "User") -> Self:
        """What the person concerned may read: their own, from the day on which they were told.

        The reply term begins then; before it the department still protects witnesses.
        """
        told = self.model.objects.filter(clocks__kind=ClockKind.REPLY).values("pk")
        return self.filter(subject=user, verified_at__isnull=False).filter(
            ~models.Q(state=S.VERIFIED) | models.Q(pk__in=told)
        )


class Nomination(ties.Interested, FSMModelMixin, models.Model):
    """提名(推荐召回): a unit's proposal about one person, from draft to decision."""

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="nominations")
    round = models.ForeignKey("recall.Round", models.PROTECT, related_name="nominations")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="nominations")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="nominations")
    subject = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(_("当时单位名称"), max_length=80, blank=True)
    place_name = models.CharField(_("当时县级区划名称"), max_length=60, blank=True)
    token = models.UUIDField(_("提交标识"), unique=True)
    version = models.PositiveIntegerField(_("版本"), default=1)
    post_title = models.CharField(_("提名时职务"), max_length=60)
    level = models.CharField(_("提名时层次"), max_length=14, choices=Level)
    staff_kind = models.CharField(_("提名时身份"), max_length=14, choices=StaffKind)
    is_leading = models.BooleanField(_("提名时担任领导职务"), default=False)
    late_reason = models.CharField(_("逾期说明"), max_length=200, blank=True)
    admitted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField(_("准予受理时间"), null=True)
    admitted_why = models.CharField(_("准予受理理由"), max_length=200, blank=True)
    submission_count = models.PositiveSmallIntegerField(_("报送次数"), default=0)
    due_on = models.DateField(_("本环节期限"), null=True)
    state = FSMField(_("状态"), choices=S, default=S.DRAFT, protected=True)
    drafted_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    submitted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("报送时间"), null=True)
    verified_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("核实时间"), null=True)
    decided_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True)

    objects = NominationQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cadre"],
                condition=models.Q(state__in=UNDECIDED),
                name="nomination_one_open_per_cadre",
            ),
            *map(paired, ("drafted", "submitted", "admitted", "verified", "decided")),
            models.CheckConstraint(
                condition=differ("submitted_by", "verified_by")
                & differ("drafted_by", "verified_by"),
                name="nomination_verifier_not_nominator",
            ),
            models.CheckConstraint(
                condition=differ("submitted_by", "decided_by")
                & differ("drafted_by", "decided_by")
                & differ("verified_by", "decided_by"),
                name="nomination_decider_not_earlier_hand",
            ),
            models.CheckConstraint(
                condition=differ("subject", "drafted_by")
                & differ("subject", "submitted_by")
                & differ("subject", "admitted_by")
                & differ("subject", "verified_by")
                & differ("subject", "decided_by"),
                name="nomination_subject_has_no_hand",
            ),
        ]
        indexes = [models.Index(fields=["county", "state"], name="nomination_county_state")]
        triggers = LET_IN

    def __str__(self) -> str:
        return f"{self.cadre}"

    @property
    def waits_to_be_let_in(self) -> bool:
        return bool(self.late_reason) and self.admitted_at is None

    @property
    def unit_then(self) -> str:
        """The unit's name of that day; rows of before the archive know only the unit."""
        return self.unit_name or self.unit.name

    @property
    def sheet(self) -> Any:
        """The newest sheet of reasons; no such attribute where there is none."""
        if (row := self.sheets.newest()) is None:
            raise AttributeError("no sheet of reasons")
        return row

    @transition(
        state,
        source=[S.DRAFT, S.SENT_BACK],
        target=S.SUBMITTED,
        custom={"label": _("报送"), "rule": permissions.submit_nomination},
    )
    def submit(self, *, by, at):
        self.submitted_by, self.submitted_at = by, at
        self.submission_count += 1

    @transition(
        state,
        source=[S.DRAFT, S.SUBMITTED, S.SENT_BACK],
        target=S.WITHDRAWN,
        custom={"label": _("撤回"), "rule": permissions.withdraw_nomination},
    )
    def withdraw(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=[S.SUBMITTED, S.SENT_BACK, S.VERIFIED, S.HEARD],
        target=S.WITHDRAWN,
        custom={"label": _("因离任终止"), "rule": permissions.end_nomination},
    )
    def end_left(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.VERIFIED,
        custom={"label": _("核实认定"), "rule": permissions.verify_nomination},
    )
    def verify(self, *, by, at):
        self.verified_by, self.verified_at = by, at

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.REJECTED,
        custom={"label": _("认定不符合"), "rule": permissions.verify_nomination},
    )
    def find_not_matched(self, *, by, at):
        self.verified_by, self.verified_at, self.due_on = by, at, None

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.VERIFIED,
        custom={"label": _("按记录认定符合"), "rule": permissions.settle_verification},
    )
    def settle_matched(self, *, by, at):
        self.verified_by, self.verified_at = by, at

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.REJECTED,
        custom={"label": _("按记录认定不符合"), "rule": permissions.settle_verification},
    )
    def settle_not_matched(self, *, by, at):
        self.verified_by, self.verified_at, self.due_on = by, at, None

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.SENT_BACK,
        custom={"label": _("退回补正"), "rule": permissions.verify_nomination},
    )
    def send_back(self, *, by, at):
        self.due_on = None

    @transition(
        state,
        source=S.VERIFIED,
        target=S.HEARD,
        custom={
            "label": _("登记未申辩"),
            "own_label": _("本人答复"),
            "rule": permissions.hear_nomination,
        },
    )
    def hear(self, *, by, at):
        """No field of its own: what was said stands in the Statement."""

    @transition(
        state,
        source=S.HEARD,
        target=S.APPROVED,
        custom={"label": _("决定召回"), "rule": permissions.decide_nomination},
    )
    def approve(self, *, by, at):
        self.decided_by, self.decided_at, self.due_on = by, at, None

    @transition(
        state,
        source=S.HEARD,
        target=S.REJECTED,
        custom={"label": _("决定不予召回"), "rule": permissions.decide_nomination},
    )
    def reject(self, *, by, at):
        self.decided_by, self.decided_at, self.due_on = by, at, None


class NominationStep(Step):
    row = models.ForeignKey(Nomination, models.PROTECT, related_name="steps")


class UnitOpinionQuerySet(models.QuerySet["UnitOpinion"]):
    def visible_to(self, user: "User") -> Self:
        """The opinions on the nominations that the user may see."""
        return self.filter(nomination__in=Nomination.objects.visible_to(user))


class UnitOpinion(models.Model):
    """单位集体研究意见: the unit's leading group met, who was present and how it voted."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="unit_opinion")
    held_on = models.DateField(_("会议日期"))
    due_count = models.PositiveSmallIntegerField(_("应到人数"))
    present_count = models.PositiveSmallIntegerField(_("实到人数"))
    agree_count = models.PositiveSmallIntegerField(_("同意票数"))
    text = models.TextField(_("集体研究意见"))

    objects = UnitOpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(present_count__lte=models.F("due_count"))
                & models.Q(agree_count__lte=models.F("present_count")),
                name="unit_opinion_counts_fit",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
