"""附条件暂缓执行: an outcome that is observed for a while before it is carried out, or lapses."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from assessment.models.concurrences import CARRIED_OUT_WITHOUT_IT
from assessment.models.outcomes import Outcome
from recall.models.decisions import refusing

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_PROPOSED = ("proposed_by", "proposed_at")
_ACTIVATED = ("activated_by", "activated_at", "held_on")
_NOMINATION = """(SELECT c.nomination_id FROM assessment_outcome o
    JOIN recall_case c ON c.id = o.case_id WHERE o.id = NEW.outcome_id)"""


def _together(*names: str) -> Q:
    """Answer that the columns are all empty or all filled."""
    return Q(**dict.fromkeys(names, None)) | Q(**{f"{name}__isnull": False for name in names})


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; the own is on the own page."""
        rows = self.filter(outcome__case__county__in=user.counties(*OFFICE_ROLES))
        return rows.exclude(outcome__case__subject=user)

    def open(self, on: date) -> Self:
        """Those of which `is_open` holds on a day."""
        undecided = self.filter(activated_at=None, fallen_at=None)
        return undecided.filter(Q(until_on__gte=on) | Q(proposed_at__isnull=False))


class Observation(models.Model):
    """The condition, its last day, the post that would be taken up; then proposal and activation.

    Nothing happens by itself but the end: with no activation decided by `until_on` and no proposal
    waiting, the outcome has lapsed. It falls with an appeal that changed or set aside what waits.
    """

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="observation")
    condition = models.CharField(_("条件"), max_length=300)
    until_on = models.DateField(_("观察期末日"))
    new_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    new_title = models.CharField(_("新职务"), max_length=60, blank=True)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("提请时间"), null=True)
    proposal = models.CharField(_("提请执行的理由"), max_length=300, blank=True)
    activated_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(_("决定执行时间"), null=True)
    is_activated = models.BooleanField(_("决定执行"), default=False)
    meeting = models.CharField(_("会议名称"), max_length=80, blank=True)
    held_on = models.DateField(_("会议日期"), null=True)
    due_count = models.PositiveSmallIntegerField(_("应到人数"), default=0)
    agree_count = models.PositiveSmallIntegerField(_("同意"), default=0)
    disagree_count = models.PositiveSmallIntegerField(_("不同意"), default=0)
    defer_count = models.PositiveSmallIntegerField(_("缓议"), default=0)
    fallen_at = models.DateTimeField(_("因申诉失效的时间"), null=True)

    objects = ObservationQuerySet.as_manager()
    about = ("outcome", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(condition=""), name="observation_has_condition"),
            models.CheckConstraint(condition=_together(*_PROPOSED), name="observation_proposed"),
            models.CheckConstraint(condition=_together(*_ACTIVATED), name="observation_decided"),
            models.CheckConstraint(
                condition=Q(activated_by=None)
                | (Q(proposed_by__isnull=False) & ~Q(activated_by=F("proposed_by"))),
                name="observation_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(is_activated=False)
                | Q(activated_by__isnull=False, agree_count__gt=F("due_count") / 2),
                name="observation_activated_by_votes",
            ),
            models.CheckConstraint(
                condition=Q(fallen_at=None) | Q(activated_at=None), name="observation_ends_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="condition_stays",
                fields=["outcome", "condition", "until_on", "new_unit", "new_title"],
            ),
            pgtrigger.Protect(
                name="proposed_once",
                operation=pgtrigger.UpdateOf("proposed_by_id", "proposed_at", "proposal"),
                condition=pgtrigger.Q(old__proposed_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__activated_at__isnull=False)
                | pgtrigger.Q(old__fallen_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("activated_by_id"),
                func=refusing(_NOMINATION, "NEW.activated_by_id"),
            ),
            pgtrigger.Trigger(
                name="present_county_agreed",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("is_activated"),
                condition=pgtrigger.Q(new__is_activated=True),
                func=CARRIED_OUT_WITHOUT_IT,
            ),
        ]

    def __str__(self) -> str:
        return self.condition

    def has_lapsed(self, on: date) -> bool:
        """Whether the outcome fell: by its last day without proposal, a meeting, or an appeal."""
        if self.fallen_at is not None:
            return True
        if self.activated_at is not None:
            return not self.is_activated
        return self.proposed_at is None and on > self.until_on

    def is_open(self, on: date) -> bool:
        """Whether the condition is still observed or a proposal waits for the meeting."""
        return self.activated_at is None and not self.has_lapsed(on)


class ObservationNote(models.Model):
    """观察记录: on a day the condition was kept or broken, and on what that rests."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="notes")
    on = models.DateField(_("日期"))
    is_kept = models.BooleanField(_("条件得到遵守"))
    text = models.CharField(_("情况和依据"), max_length=300)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    about = ("observation", "outcome", "case", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text
