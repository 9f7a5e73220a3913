"""明察暗访: rounds of inspection, what was found, put before the unit, answered and closed."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import InspectionOutcome, InspectionSource, InspectionState
from evidence.models.guards import never_shorter

if TYPE_CHECKING:
    from accounts.models import User

_SEEN = (
    "inspection_id",
    "unit_id",
    "source",
    "seen_on",
    "place",
    "seen",
    "ground_id",
    "found_by_id",
    "found_at",
    "sent_by_id",
    "sent_at",
)
_ANSWER = ("answer", "answered_by_id", "answered_at")


def _hand(verb: str) -> models.CheckConstraint:
    """Who did it and when stand together."""
    by, at = f"{verb}_by", f"{verb}_at"
    return models.CheckConstraint(
        condition=models.Q(**{by: None, at: None})
        | models.Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        name=f"inspectionfinding_{verb}_by_with_at",
    )


def _while_draft() -> pgtrigger.Trigger:
    """Refuse to add to or take from a finding that the unit was told of."""
    return pgtrigger.Trigger(
        name="only_while_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
        IF EXISTS (SELECT 1 FROM evidence_inspectionfinding f
                   WHERE f.sent_at IS NOT NULL AND f.id = COALESCE(NEW.finding_id, OLD.finding_id))
        THEN
            RAISE EXCEPTION 'the unit was told of the finding' USING ERRCODE = '23514';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """,
    )


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for the department."""
        return self.filter(county__in=user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER))


class Inspection(models.Model):
    """督查安排: what findings rest on, and within how many working days a unit answers."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    answer_days = models.PositiveSmallIntegerField(_("答复期限（工作日）"))
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("建立时间"))

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "title"], name="inspection_title_once"),
            models.CheckConstraint(
                condition=models.Q(answer_days__range=(1, 60)), name="inspection_leaves_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionFindingQuerySet(models.QuerySet["InspectionFinding"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; the unit's own once told; none that names oneself."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        named = InspectionPerson.objects.filter(cadre__user=user).values("finding")
        return self.filter(
            models.Q(inspection__county__in=office)
            | models.Q(unit__in=units, sent_at__isnull=False)
        ).exclude(pk__in=named)

    def told_to(self, user: "User") -> Self:
        """Those that name the user, from the day on which the unit was told."""
        named = InspectionPerson.objects.filter(cadre__user=user).values("finding")
        return self.filter(pk__in=named, sent_at__isnull=False)


class InspectionFinding(models.Model):
    """发现的问题: where, when, what was seen; then the unit's answer and the department's word.

    What was seen is fixed once the unit is told, the answer once given, everything once closed.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    source = models.CharField(_("来源"), max_length=6, choices=InspectionSource)
    seen_on = models.DateField(_("发现日期"))
    place = models.CharField(_("地点"), max_length=80)
    seen = models.TextField(_("发现情况"), max_length=1000)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    found_at = models.DateTimeField(_("登记时间"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("告知时间"), null=True)
    answer_due_on = models.DateField(_("答复截止"), null=True)
    answer = models.TextField(_("单位答复"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    outcome = models.CharField(_("认定"), max_length=13, choices=InspectionOutcome, blank=True)
    opinion = models.CharField(_("认定意见"), max_length=300, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("认定时间"), null=True)

    objects = InspectionFindingQuerySet.as_manager()

    class Meta:
        constraints = [
            *(_hand(verb) for verb in ("sent", "answered", "closed")),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(sent_at__isnull=False),
                name="inspectionfinding_told_before_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, outcome="")
                | models.Q(closed_at__isnull=False, sent_at__isnull=False) & ~models.Q(outcome=""),
                name="inspectionfinding_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None) | ~models.Q(closed_by=models.F("found_by")),
                name="inspectionfinding_closed_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["inspection", "seen_on"], name="inspectionfinding_month"),
            models.Index(fields=["unit", "seen_on"], name="inspectionfinding_unit"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="seen_stays",
                operation=pgtrigger.UpdateOf(*_SEEN),
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
            never_shorter("answer_due_on"),
            pgtrigger.Protect(
                name="answer_stays",
                operation=pgtrigger.UpdateOf(*_ANSWER),
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.seen_on}"

    @property
    def state(self) -> InspectionState:
        if self.sent_at is None:
            return InspectionState.DRAFT
        if self.closed_at is not None:
            return InspectionState.CLOSED
        return InspectionState.ANSWERED if self.answered_at else InspectionState.SENT

    @property
    def county_id(self) -> int:
        return self.inspection.county_id


class InspectionPerson(models.Model):
    """A person whom a finding names."""

    finding = models.ForeignKey(InspectionFinding, models.PROTECT, related_name="people")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "cadre"], name="inspectionperson_once")
        ]
        indexes = [models.Index(fields=["cadre"], name="inspectionperson_cadre")]
        triggers = [_while_draft()]

    def __str__(self) -> str:
        return str(self.cadre)


class InspectionFileQuerySet(models.QuerySet["InspectionFile"]):
    def visible_to(self, user: "User") -> Self:
        """Those of findings that the user sees."""
        return self.filter(finding__in=InspectionFinding.objects.visible_to(user))


class InspectionFile(models.Model):
    """A picture or paper that shows what was seen."""

    finding = models.ForeignKey(InspectionFinding, models.PROTECT, related_name="files")
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")

    objects = InspectionFileQuerySet.as_manager()

    class Meta:
        triggers = [_while_draft()]

    def __str__(self) -> str:
        return str(self.file)
