from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from core.workflow.models import Step
from recall import permissions
from recall.enums import CampaignMode, CampaignState
from schemes.enums import LegalProfile

if TYPE_CHECKING:
    from accounts.models import User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: "User") -> Self:
        """All for the department; launched ones for the units that are asked to report."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE_ROLES, *READING_ROLES))
            | models.Exists(
                CampaignUnit.objects.filter(campaign=models.OuterRef("pk"), unit__in=units)
            )
            & ~models.Q(state=CampaignState.DRAFT)
        )


class Campaign(FSMModelMixin, models.Model):
    """召回批次: one run of a scheme's version in a county, with parameters within that version's.

    A campaign of one system (教育系统) has its own scheme and counts into its parent's totals.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="campaigns")
    title = models.CharField(_("批次名称"), max_length=80)
    scheme_version = models.ForeignKey(
        "schemes.SchemeVersion", models.PROTECT, related_name="campaigns"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="subcampaigns")
    mode = models.CharField(
        _("方式"), max_length=8, choices=CampaignMode, default=CampaignMode.WINDOWS
    )
    legal_profile = models.CharField(_("适用口径"), max_length=14, choices=LegalProfile)
    practice_months = models.PositiveSmallIntegerField(_("实践锻炼月数"))
    verifiers_needed = models.PositiveSmallIntegerField(_("每件核实人数"), default=2)
    verify_days = models.PositiveSmallIntegerField(_("核实时限（工作日）"), default=15)
    reply_days = models.PositiveSmallIntegerField(_("申辩时限（工作日）"), default=5)
    decide_days = models.PositiveSmallIntegerField(_("决定时限（工作日）"), default=20)
    serve_days = models.PositiveSmallIntegerField(_("送达时限（工作日）"), default=3)
    objection_days = models.PositiveSmallIntegerField(_("异议期限（日）"), default=30)
    weights = models.JSONField(_("综合考核权重"), default=dict)
    state = FSMField(_("状态"), choices=CampaignState, default=CampaignState.DRAFT, protected=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("建立时间"))
    launched_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    launched_at = models.DateTimeField(_("启动时间"), null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "title"], name="campaign_title_once"),
            models.CheckConstraint(
                condition=models.Q(reply_days__gte=5), name="campaign_reply_at_least_5_days"
            ),
            models.CheckConstraint(
                condition=models.Q(verifiers_needed__in=[1, 2]), name="campaign_verifiers_1_or_2"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="campaign_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(practice_months__lte=6), name="campaign_practice_at_most_6"
            ),
            models.CheckConstraint(
                condition=models.Q(launched_by=None, launched_at=None)
                | models.Q(launched_by__isnull=False, launched_at__isnull=False),
                name="campaign_launched_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="campaign_closed_by_with_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transition(
        state,
        source=CampaignState.DRAFT,
        target=CampaignState.OPEN,
        custom={"label": _("启动"), "rule": permissions.launch_campaign},
    )
    def launch(self, *, by, at):
        self.launched_by, self.launched_at = by, at

    @transition(
        state,
        source=CampaignState.OPEN,
        target=CampaignState.CLOSED,
        custom={"label": _("结束"), "rule": permissions.close_campaign},
    )
    def close(self, *, by, at):
        self.closed_by, self.closed_at = by, at


class CampaignStep(Step):
    row = models.ForeignKey(Campaign, models.PROTECT, related_name="steps")


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: "User") -> Self:
        """The rounds of the campaigns that the user may see."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user))


class Round(models.Model):
    """A call for nominations (一轮推荐) with its window; late reports stay visible as late.

    The round of a rolling campaign has no end: nothing in it is late, and nobody owes a report.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("轮次"))
    notice_on = models.DateField(_("通知日期"))
    closes_on = models.DateField(_("截止日期"), null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["campaign", "notice_on"], name="round_notice_once"),
            models.CheckConstraint(
                condition=models.Q(closes_on=None) | models.Q(closes_on__gte=models.F("notice_on")),
                name="round_closes_after_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def is_over(self, on: date) -> bool:
        """Answer whether the window has closed by a day."""
        return self.closes_on is not None and on > self.closes_on


class CampaignGround(models.Model):
    """本批次适用情形: a ground of the set that this campaign uses."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="campaign_grounds")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "ground"], name="campaign_ground_once")
        ]

    def __str__(self) -> str:
        return str(self.ground)


class CampaignUnit(models.Model):
    """A unit that must report in the campaign: nominations, or a signed zero report."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="campaign_units")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    leads_by_example = models.BooleanField(_("带头单位"), default=False)
    size = models.PositiveIntegerField(_("启动时在册人数"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="campaign_unit_once")
        ]

    def __str__(self) -> str:
        return str(self.unit)
