"""个人提高计划: what a trainee works on, from the grounds, with who helps and by when."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.guards import only_while
from schemes.enums import Measure
from training.enums import RUNNING, LineState
from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_WRITTEN = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> Self:
        """Every version for who runs the class; those approved for the person and who guides now.

        Not for the unit, nor for who verifies or decides: a plan helps, and weighs nothing.
        """
        runs = models.Q(case__county__in=user.counties(*RUNNING)) & ~models.Q(case__subject=user)
        guided = PracticePosting.objects.guided_by(user).standing()
        told = models.Q(case__subject=user) | models.Q(case__in=guided.values("case"))
        return self.filter(runs | told & models.Q(approved_at__isnull=False))

    def standing(self) -> Self:
        """The last approved version of each case."""
        later = Plan.objects.filter(
            case=models.OuterRef("case"),
            approved_at__isnull=False,
            number__gt=models.OuterRef("number"),
        )
        return self.filter(approved_at__isnull=False).exclude(models.Exists(later))


class Plan(models.Model):
    """个人提高计划 in a version: drawn up, approved, then kept; a change is a new version."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("第几版"))
    reason = models.CharField(_("修订理由"), max_length=200, blank=True)
    drawn_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("拟定时间"))
    approved_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("批准时间"), null=True)

    objects = PlanQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(approved_at=None), name="plan_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, reason="")
                | models.Q(number__gt=1) & ~models.Q(reason=""),
                name="plan_changed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=paired("plan", "approved")[0], name=paired("plan", "approved")[1]
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="approved_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class _OfPlan(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanLine(models.Model):
    """One line: goal, measure, who helps, by when. Written while its version is a draft."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, null=True, related_name="+")
    measure = models.CharField(_("帮助办法"), max_length=10, choices=Measure)
    goal = models.CharField(_("目标"), max_length=200)
    action = models.CharField(_("具体做法"), max_length=200)
    helper = models.CharField(_("谁来帮"), max_length=60)
    due_on = models.DateField(_("何时以前"))

    objects = _OfPlan.as_manager()
    about = ("plan", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(goal="") & ~models.Q(action="") & ~models.Q(helper=""),
                name="plan_line_is_whole",
            ),
        ]
        triggers = [
            only_while(
                "only_in_a_draft",
                _WRITTEN,
                table="training_plan",
                key="COALESCE(NEW.plan_id, OLD.plan_id)",
                state="above.approved_at IS NULL",
            )
        ]

    def __str__(self) -> str:
        return self.goal


class LineProgress(models.Model):
    """What the person or a helper says of how a line goes. Appended, never changed."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="progress")
    state = models.CharField(_("进展"), max_length=6, choices=LineState)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    told_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(_("时间"))

    about = ("line", "plan", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=LineState.STUCK) | ~models.Q(note=""),
                name="line_progress_stuck_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.get_state_display())
