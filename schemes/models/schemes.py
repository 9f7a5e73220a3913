from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from core.workflow.models import Step
from schemes import permissions
from schemes.enums import VersionState
from units.models import Jurisdiction, Unit

if TYPE_CHECKING:
    from accounts.models import User

_TEXT = (
    "scheme_id",
    "number",
    "legal_basis",
    "document_number",
    "from_on",
    "sunset_on",
    "parameters",
    "above_id",
)
_USE = ("state", "used_at", "used_by_id", "approved_by_id", "approved_at")


def changed(*columns: str, when: str) -> pgtrigger.Condition:
    """Answer the condition that one of the columns is about to change while `when` holds."""
    old, new = (", ".join(f"{row}.{name}" for name in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Condition(f"{when} AND ({old}) IS DISTINCT FROM ({new})")


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the user's divisions and of the divisions above; a unit's for its own people.

        Who works for a unit reads its scheme, its county's and the prefecture's; a unit's scheme
        is read in its county's department and in the units that stand under it. Once a campaign
        was made by it, all units of the county read it: the schools that report by the scheme of
        a system need not stand under the bureau that wrote it.
        """
        office = user.counties(*OFFICE_ROLES, *READING_ROLES)
        own = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        units = Unit.objects.filter(pk__in=own)
        above = units.exclude(parent=None).values("parent")
        places = Jurisdiction.objects.filter(
            models.Q(pk__in=office) | models.Q(pk__in=units.values("county"))
        )
        higher = places.exclude(parent=None).values("parent")
        whole = models.Q(county__in=places.values("pk")) | models.Q(county__in=higher)
        used = SchemeVersion.objects.filter(used_at__isnull=False).values("scheme")
        return self.filter(
            models.Q(unit=None) & whole
            | models.Q(unit__county__in=office)
            | models.Q(unit__in=own)
            | models.Q(unit__in=above)
            | models.Q(unit__county__in=units.values("county"), pk__in=used)
        )


class Scheme(models.Model):
    """办法: the measures of a division or of one of its units; what it says stands in versions."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="schemes")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="schemes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    title = models.CharField(_("办法名称"), max_length=80)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("建立时间"))

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "title"], name="scheme_title_once"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="scheme_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        """Whose scheme it is, as shown."""
        return str(self.unit or self.county)


class SchemeVersionQuerySet(models.QuerySet["SchemeVersion"]):
    def visible_to(self, user: "User") -> Self:
        """Approved ones for all who may read the scheme, drafts for the admins who make it."""
        seen = Scheme.objects.visible_to(user)
        mine = user.counties(Role.COUNTY_ADMIN)
        return self.filter(
            models.Q(state=VersionState.APPROVED) | models.Q(scheme__county__in=mine),
            scheme__in=seen,
        )


class SchemeVersion(FSMModelMixin, models.Model):
    """办法版本: legal basis, clauses and parameters. Written as a draft, fixed once approved.

    `above` is the version of the higher scheme it inherits from. `used_at` is set by the first
    campaign, after which not even the approval can be taken back.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    legal_basis = models.TextField(_("依据"), blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    from_on = models.DateField(_("施行日期"), null=True)
    sunset_on = models.DateField(_("有效期至"), null=True)
    parameters = models.JSONField(_("参数"), default=dict)
    state = FSMField(_("状态"), choices=VersionState, default=VersionState.DRAFT, protected=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(_("修改时间"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("审定时间"), null=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    used_at = models.DateTimeField(_("首次使用时间"), null=True)

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="scheme_version_once"),
            models.CheckConstraint(
                condition=models.Q(sunset_on=None) | models.Q(sunset_on__gt=models.F("from_on")),
                name="scheme_version_ends_after_it_begins",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{act}_by": None, f"{act}_at": None})
                    | models.Q(**{f"{act}_by__isnull": False, f"{act}_at__isnull": False}),
                    name=f"scheme_version_{act}_by_with_at",
                )
                for act in ("drafted", "edited", "approved", "used")
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | ~models.Q(approved_by=models.F("drafted_by"))
                & (models.Q(edited_by=None) | ~models.Q(approved_by=models.F("edited_by"))),
                name="scheme_version_approved_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="fixed_after_drafting",
                operation=pgtrigger.Update,
                condition=changed(*_TEXT, when="OLD.state <> 'DRAFT'"),
            ),
            pgtrigger.Protect(
                name="approval_stays_once_used",
                operation=pgtrigger.Update,
                condition=changed(*_USE, when="OLD.used_at IS NOT NULL"),
            ),
            pgtrigger.Protect(
                name="only_drafts_removed",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="DRAFT"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}（{self.label}）"

    def is_in_force(self, on: date) -> bool:
        """Answer whether a day lies in the version's time."""
        begun = self.from_on is not None and self.from_on <= on
        return begun and (self.sunset_on is None or on <= self.sunset_on)

    @property
    def label(self) -> str:
        """Which version, as people say it."""
        return _("第%(n)s版") % {"n": self.number}

    @transition(
        state,
        source=VersionState.DRAFT,
        target=VersionState.SUBMITTED,
        custom={"label": _("提交审定"), "rule": permissions.edit_version},
    )
    def submit_version(self, *, by, at):
        """Its content is fixed from here on; who drafted it stands in the row."""

    @transition(
        state,
        source=VersionState.SUBMITTED,
        target=VersionState.DRAFT,
        custom={"label": _("退回修改"), "rule": permissions.edit_version},
    )
    def return_version(self, *, by, at):
        """The remark stands in the step."""

    @transition(
        state,
        source=VersionState.SUBMITTED,
        target=VersionState.APPROVED,
        custom={"label": _("审定"), "rule": permissions.approve_version},
    )
    def approve_version(self, *, by, at):
        self.approved_by, self.approved_at = by, at


class SchemeVersionStep(Step):
    row = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="steps")
