"""公文文本: the words of a kind of paper as a division sets them, in versions."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from core.documents.wordings import Words
from core.workflow.models import Step
from schemes import permissions
from schemes.enums import WordingState
from schemes.models.schemes import changed
from units.models import Jurisdiction

if TYPE_CHECKING:
    from accounts.models import User

OPEN = (WordingState.DRAFT, WordingState.SUBMITTED)
TITLE, ADDRESSEE, BODY = 60, 80, 6000  # characters
_TEXT = (
    "county_id",
    "kind",
    "number",
    "is_base",
    "title",
    "addressee",
    "body",
    "sha256",
    "from_on",
    "writers",
    "drafted_by_id",
    "drafted_at",
)


def places(user: "User") -> models.QuerySet[Jurisdiction]:
    """Answer the divisions whose papers the user reads, and those that they inherit from."""
    own = Jurisdiction.objects.filter(pk__in=user.counties(*OFFICE_ROLES, *READING_ROLES))
    above = own.exclude(parent=None).values("parent")
    return Jurisdiction.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=above))


class WordingVersionQuerySet(models.QuerySet["WordingVersion"]):
    def visible_to(self, user: "User") -> Self:
        """Approved ones for who works with the papers, the rest for the admins who write it."""
        mine = user.counties(Role.COUNTY_ADMIN)
        return self.filter(
            Q(state=WordingState.APPROVED) | Q(county__in=mine),
            county__in=places(user).values("pk"),
        )


class WordingVersion(FSMModelMixin, models.Model):
    """公文文本版本: written as a draft, approved by another, printed with from its day on.

    `is_base`: it has no words of its own and goes back to those of the division above, or else to
    the product's. `writers` are the keys of all who ever put a word in it; none of them approves.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="wordings")
    kind = models.CharField(_("文种"), max_length=60)
    number = models.PositiveSmallIntegerField(_("版本"))
    is_base = models.BooleanField(_("恢复沿用"), default=False)
    title = models.CharField(_("标题"), max_length=TITLE, blank=True)
    addressee = models.CharField(_("主送"), max_length=ADDRESSEE, blank=True)
    body = models.TextField(_("正文"), blank=True)
    sha256 = models.CharField(_("校验值"), max_length=64)
    from_on = models.DateField(_("启用日期"), null=True)
    state = FSMField(_("状态"), choices=WordingState, default=WordingState.DRAFT, protected=True)
    writers = ArrayField(models.BigIntegerField(), verbose_name=_("执笔人"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("审定时间"), null=True)

    objects = WordingVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "number"], name="wording_once"),
            models.UniqueConstraint(
                fields=["county", "kind"], condition=Q(state__in=OPEN), name="wording_one_open"
            ),
            models.CheckConstraint(
                condition=Q(is_base=True, title="", addressee="", body="")
                | Q(is_base=False) & ~Q(title="") & ~Q(addressee="") & ~Q(body=""),
                name="wording_has_words_or_goes_back",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="wording_approved_by_with_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") & Q(approved_by=None)
                | Q(state="APPROVED", approved_by__isnull=False, from_on__isnull=False),
                name="wording_approved_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="wording_approved_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="words_stay_after_drafting",
                operation=pgtrigger.Update,
                condition=changed(*_TEXT, when="OLD.state <> 'DRAFT'"),
            ),
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IN ('APPROVED', 'DROPPED')"),
            ),
            pgtrigger.Protect(
                name="writers_do_not_approve",
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.approved_by_id = ANY (NEW.writers)"),
            ),
            pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.kind} {self.number}"

    @property
    def words(self) -> Words:
        """Answer what it says; empty words if it goes back to the base."""
        return Words(self.title, self.addressee, self.body)

    @property
    def stamp(self) -> str:
        """Answer what tells a reader's page from a later state of the row."""
        return f"{self.sha256}{self.from_on or ''}"

    @property
    def label(self) -> str:
        """Which version, as people say it."""
        return _("第%(n)s版") % {"n": self.number}

    @property
    def is_open(self) -> bool:
        """Answer whether it is still being made."""
        return self.state in OPEN

    def is_in_time(self, on: date) -> bool:
        """Answer whether its day has come."""
        return self.from_on is not None and self.from_on <= on

    @transition(
        state,
        source=WordingState.DRAFT,
        target=WordingState.SUBMITTED,
        custom={"label": _("提交审定"), "rule": permissions.edit_wording},
    )
    def submit_wording(self, *, by, at):
        """Its words are fixed from here on."""

    @transition(
        state,
        source=WordingState.SUBMITTED,
        target=WordingState.DRAFT,
        custom={"label": _("退回修改"), "rule": permissions.edit_wording},
    )
    def return_wording(self, *, by, at):
        """The remark stands in the step."""

    @transition(
        state,
        source=WordingState.SUBMITTED,
        target=WordingState.APPROVED,
        custom={"label": _("审定"), "rule": permissions.approve_wording},
    )
    def approve_wording(self, *, by, at):
        self.approved_by, self.approved_at = by, at

    @transition(
        state,
        source=WordingState.DRAFT,
        target=WordingState.DROPPED,
        custom={"label": _("放弃草稿"), "rule": permissions.edit_wording},
    )
    def drop_wording(self, *, by, at):
        """It stays readable for those who wrote it."""


class WordingVersionStep(Step):
    row = models.ForeignKey(WordingVersion, models.PROTECT, related_name="steps")
