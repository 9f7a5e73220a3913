"""Weekly list 周清单三定: task, owner and due day; who looked at it; what was counted."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import SupervisionLine, WeekOutcome

if TYPE_CHECKING:
    from accounts.models import User


def hands_off(own: str, hand: str, *, join: str = "") -> str:
    """Write the body of a trigger by which the hand is not the task's owner's."""
    return f"""
    PERFORM 1 FROM cadres_cadre AS person {join}
        WHERE person.id = {own} AND person.user_id = NEW.{hand};
    IF FOUND THEN
        RAISE EXCEPTION 'nobody keeps their own task' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
    """


class WeekPlanQuerySet(models.QuerySet["WeekPlan"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        return self.filter(models.Q(county__in=office) | models.Q(unit__in=units))


class WeekPlan(models.Model):
    """周清单: a unit's weekly lists of one year, and how many overdue tasks make a signal.

    `overdue_limit` tasks overdue within `weeks` weeks, at or above.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    overdue_limit = models.PositiveSmallIntegerField(_("逾期项数"))
    weeks = models.PositiveSmallIntegerField(_("周数"))
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("建立时间"))

    objects = WeekPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="weekplan_once_per_year"),
            models.CheckConstraint(
                condition=models.Q(overdue_limit__gte=1, weeks__range=(1, 53)),
                name="weekplan_rule_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WeekTaskQuerySet(models.QuerySet["WeekTask"]):
    def visible_to(self, user: "User") -> Self:
        """Those of visible plans, those one leads, and one's own."""
        plans = WeekPlan.objects.visible_to(user).values("pk")
        return self.filter(
            models.Q(plan__in=plans) | models.Q(line_leader__user=user) | models.Q(cadre__user=user)
        )

    def overdue(self, on: date) -> Self:
        """Those finished after their due day, or open when it was over."""
        return self.filter(is_overdue(on))


def is_overdue(on: date) -> models.Q:
    """Say on a day which tasks are overdue: a lifted one never is."""
    late = models.Q(outcome=WeekOutcome.DONE, closed_on__gt=models.F("due_on"))
    return late | models.Q(outcome="", due_on__lt=on)


class WeekTask(models.Model):
    """三定: one task, its owner (`cadre`), its due day in the week that begins on `week_on`.

    `line_leader` (分管领导、驻村队长) looks at it daily. What was set is never edited: a mistake
    is lifted with a reason and set anew. `note` says why it was lifted or opened again.
    """

    plan = models.ForeignKey(WeekPlan, models.PROTECT, related_name="tasks")
    week_on = models.DateField(_("周一"))
    text = models.CharField(_("任务"), max_length=200)
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="week_tasks")
    line_leader = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    due_on = models.DateField(_("完成时间"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("布置时间"))
    outcome = models.CharField(_("办理结果"), max_length=6, choices=WeekOutcome, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("登记时间"), null=True)
    note = models.CharField(_("原因"), max_length=200, blank=True)

    objects = WeekTaskQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(week_on__iso_week_day=1)
                & models.Q(
                    due_on__range=(models.F("week_on"), models.F("week_on") + timedelta(days=6))
                ),
                name="weektask_due_in_a_week_from_monday",
            ),
            models.CheckConstraint(
                condition=~models.Q(cadre=models.F("line_leader")),
                name="weektask_led_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_on=None, closed_by=None, closed_at=None)
                | models.Q(
                    outcome__in=WeekOutcome.values,
                    closed_on__isnull=False,
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                ),
                name="weektask_closed_by_with_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=WeekOutcome.LIFTED) | ~models.Q(note=""),
                name="weektask_lifting_is_explained",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "week_on"], name="weektask_week"),
            models.Index(fields=["cadre", "week_on"], name="weektask_cadre"),
            models.Index(fields=["line_leader", "week_on"], name="weektask_leader"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_closed",
                operation=pgtrigger.UpdateOf(
                    "plan_id", "week_on", "text", "cadre_id", "line_leader_id", "due_on",
                    "set_by_id", "set_at",
                ),
            ),
            pgtrigger.Trigger(
                name="set_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=hands_off("NEW.cadre_id", "set_by_id"),
            ),
            pgtrigger.Trigger(
                name="closed_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=hands_off("NEW.cadre_id", "closed_by_id"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text


class WeekCheckQuerySet(models.QuerySet["WeekCheck"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(task__in=WeekTask.objects.visible_to(user).values("pk"))


class WeekCheck(models.Model):
    """督导记录: who looked at a task, on which of the three lines, and what they found."""

    task = models.ForeignKey(WeekTask, models.PROTECT, related_name="checks")
    line = models.CharField(_("督导线"), max_length=7, choices=SupervisionLine)
    found = models.CharField(_("查看情况"), max_length=200)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("查看时间"))

    objects = WeekCheckQuerySet.as_manager()
    about = ("task", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(found=""), name="weekcheck_says_something")
        ]
        indexes = [models.Index(fields=["task", "line"], name="weekcheck_task")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=hands_off(
                    "task.cadre_id",
                    "checked_by_id",
                    join="JOIN evidence_weektask AS task ON task.id = NEW.task_id",
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.found


class WeekTallyQuerySet(models.QuerySet["WeekTally"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(plan__in=WeekPlan.objects.visible_to(user).values("pk"))


class WeekTally(models.Model):
    """清点: the weeks over which overdue tasks were counted. No week is counted twice."""

    plan = models.ForeignKey(WeekPlan, models.PROTECT, related_name="tallies")
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("清点时间"))

    objects = WeekTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="weektally_no_week_twice",
                expressions=[
                    ("plan", RangeOperators.EQUAL),
                    (
                        models.Func(
                            models.F("from_on"),
                            models.F("until_on"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.from_on} {self.until_on}"
