"""公示: closed by default; who is shown to whom, on what footing, approved by another, how long."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from assessment.enums import Audience, Footing, ImpactVerdict
from evidence.models.guards import only_while

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
LONGEST = 20  # working days
DISCLOSING = (Role.COUNTY_ADMIN, Role.DECIDER)
_PLAN = [
    "county", "unit", "audience", "footing", "basis", "grounds_clause", "purpose", "wished_on",
    "days", "proposed_by", "proposed_at",
]  # fmt: skip


def hand() -> models.ForeignKey:
    return models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")


def whole(*names: str) -> Q:
    """Answer that the columns are all empty or all filled."""
    return Q(**dict.fromkeys(names, None)) | Q(**{f"{name}__isnull": False for name in names})


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for admins and deciders; none in which the user stands."""
        rows = self.filter(county__in=user.counties(*DISCLOSING))
        return rows.exclude(entries__case__subject=user)

    def waiting(self) -> Self:
        return self.filter(decided_at=None, withdrawn_at=None)


class Disclosure(models.Model):
    """One notice to one audience. What was proposed stays; it is decided once, or withdrawn.

    Nothing takes it down but the clock of whoever asks: after `until_on` no page shows it.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    audience = models.CharField(_("公示范围"), max_length=8, choices=Audience)
    footing = models.CharField(_("依据"), max_length=7, choices=Footing)
    basis = models.CharField(_("法律依据"), max_length=300, blank=True)
    grounds_clause = models.CharField(_("要求写明情形的条款"), max_length=200, blank=True)
    purpose = models.CharField(_("公示目的"), max_length=300)
    wished_on = models.DateField(_("拟公示日期"))
    days = models.PositiveSmallIntegerField(_("公示天数（工作日）"))
    proposed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    withdrawn_by = hand()
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    decided_by = hand()
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    is_approved = models.BooleanField(_("同意公示"), default=False)
    opinion = models.CharField(_("审批意见"), max_length=300, blank=True)
    from_on = models.DateField(_("公示起"), null=True)
    until_on = models.DateField(_("公示止"), null=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="disclosure_four_eyes",
            ),
            models.CheckConstraint(
                condition=whole("decided_by", "decided_at"), name="disclosure_decided_at"
            ),
            models.CheckConstraint(
                condition=whole("withdrawn_by", "withdrawn_at"), name="disclosure_withdrawn_at"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(withdrawn_at=None), name="disclosure_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(is_approved=False, from_on=None, until_on=None)
                | Q(is_approved=True, decided_by__isnull=False, until_on__gte=F("from_on")),
                name="disclosure_span",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.UNIT, unit__isnull=False)
                | (~Q(audience=Audience.UNIT) & Q(unit=None)),
                name="disclosure_unit_of_audience",
            ),
            models.CheckConstraint(
                condition=Q(footing=Footing.LAW) & ~Q(basis="")
                | Q(footing=Footing.CONSENT, basis="", grounds_clause=""),
                name="disclosure_has_footing",
            ),
            models.CheckConstraint(
                condition=Q(grounds_clause="") | ~Q(audience=Audience.PUBLIC),
                name="disclosure_grounds_never_public",
            ),
            models.CheckConstraint(condition=Q(days__range=(1, LONGEST)), name="disclosure_days"),
        ]
        indexes = [models.Index(fields=["county", "until_on"], name="disclosure_county_until")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="plan_stays", fields=_PLAN),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False)
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="shown_on_a_footing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_approved=True),
                func="""
                IF NOT EXISTS (SELECT 1 FROM assessment_disclosureentry e
                               WHERE e.disclosure_id = NEW.id)
                OR EXISTS (SELECT 1 FROM assessment_disclosureentry e
                           JOIN recall_case c ON c.id = e.case_id
                           WHERE e.disclosure_id = NEW.id AND (c.subject_id = NEW.decided_by_id
                           OR (NEW.footing = 'CONSENT'
                               AND (e.consented_at IS NULL OR e.declined_at IS NOT NULL)))) THEN
                    RAISE EXCEPTION 'nobody is shown without consent, nor by their own word'
                        USING ERRCODE = '23514';
                END IF;
                IF NEW.audience <> 'UNIT' AND NOT EXISTS (
                    SELECT 1 FROM assessment_impactassessment i
                    WHERE i.disclosure_id = NEW.id AND i.verdict = 'PROCEED'
                    AND i.made_by_id <> NEW.decided_by_id) THEN
                    RAISE EXCEPTION 'no impact assessment allows it' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_audience_display()} {self.wished_on}"

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None

    def is_on(self, on: date) -> bool:
        """Whether a day lies in the time for which it was approved."""
        return bool(self.from_on and self.until_on and self.from_on <= on <= self.until_on)


class DisclosurePlaceQuerySet(models.QuerySet["DisclosurePlace"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the disclosures that the user works with."""
        return self.filter(disclosure__in=Disclosure.objects.visible_to(user).values("pk"))


class DisclosurePlace(models.Model):
    """Where else a notice was put up, on paper or on another site, and when it came down."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="places")
    title = models.CharField(_("张贴或者发布的地方"), max_length=120)
    put_up_on = models.DateField(_("张贴日期"))
    put_up_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    put_up_at = models.DateTimeField(_("登记时间"))
    removed_on = models.DateField(_("撤除日期"), null=True)
    removed_by = hand()
    removed_at = models.DateTimeField(_("登记撤除时间"), null=True)

    objects = DisclosurePlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=whole("removed_on", "removed_by", "removed_at"),
                name="disclosureplace_removed_at",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_on__gte=F("put_up_on")),
                name="disclosureplace_span",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="place_stays",
                fields=["disclosure", "title", "put_up_on", "put_up_by", "put_up_at"],
            ),
            pgtrigger.Protect(
                name="removed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__removed_at__isnull=False),
            ),
            only_while(
                "of_what_is_shown",
                pgtrigger.Insert,
                table="assessment_disclosure",
                key="NEW.disclosure_id",
                state="above.is_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ImpactAssessment(models.Model):
    """个人信息保护影响评估 before a disclosure beyond the unit; kept three years at least.

    Source: 个人信息保护法第五十五条、第五十六条.
    """

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="impact")
    need = models.CharField(_("目的和方式是否合法、正当、必要"), max_length=600)
    risk = models.CharField(_("对个人权益的影响和安全风险"), max_length=600)
    safeguards = models.CharField(_("保护措施是否合法、有效、与风险相适应"), max_length=600)
    verdict = models.CharField(_("评估结论"), max_length=7, choices=ImpactVerdict)
    keep_until_on = models.DateField(_("保存至"))
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("评估时间"))

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())
