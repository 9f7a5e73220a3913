"""心得: a task for a class, each trainee's draft, the versions handed in, what was said of them."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from training.enums import ReflectionState, TaskKind, Verdict
from training.models.classes import TrainingClass
from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

RUNS = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
MOST_SIGNS, MOST_MONTHS = 5_000, 6
_USER = settings.AUTH_USER_MODEL
_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
_NOTHING_WAITS = """
    IF EXISTS (
        SELECT FROM training_reflectionversion v
        LEFT JOIN training_reflectionreview r ON r.version_id = v.id
        WHERE v.reflection_id = NEW.reflection_id
            AND (r.id IS NULL OR r.verdict = 'ACCEPTED')
    ) THEN
        RAISE EXCEPTION 'Cannot hand in: a version waits or was accepted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reflectionversion_nothing_waits';
    END IF;
    RETURN NEW;
"""


class ReflectionTaskQuerySet(models.QuerySet["ReflectionTask"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the county's classes, and the trainees of the class."""
        mine = TrainingClass.objects.filter(
            enrolments__case__subject=user, enrolments__withdrawn_at=None
        )
        return self.filter(
            models.Q(training_class__county__in=user.counties(*RUNS))
            | models.Q(training_class__in=mine)
        )

    def standing(self) -> Self:
        """Those that were not called off."""
        return self.filter(cancelled_at=None)


class ReflectionTask(models.Model):
    """心得任务: what a class is asked to write. Fixed when set; called off before a hand-in.

    A class has one standing 个人总结, the own report of the comprehensive assessment. `rubric` is
    `[{"name", "points"}]`, empty where a reviewer says words alone.
    """

    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, related_name="reflection_tasks"
    )
    session = models.ForeignKey("training.Session", models.PROTECT, null=True, related_name="+")
    month = models.PositiveSmallIntegerField(_("第几个锻炼月"), null=True)
    kind = models.CharField(_("种类"), max_length=10, choices=TaskKind, default=TaskKind.REFLECTION)
    rubric = models.JSONField(_("评分标准"), default=list, blank=True)
    title = models.CharField(_("题目"), max_length=60)
    asks = models.TextField(_("要求"))
    fewest = models.PositiveSmallIntegerField(_("最少字数"))
    most = models.PositiveSmallIntegerField(_("最多字数"))
    due_on = models.DateField(_("截止日期"))
    set_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("布置时间"))
    cancelled_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)

    objects = ReflectionTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "title"],
                condition=models.Q(cancelled_at=None),
                name="reflectiontask_title_once",
            ),
            models.UniqueConstraint(
                fields=["training_class"],
                condition=models.Q(cancelled_at=None, kind=TaskKind.SUMMARY),
                name="reflectiontask_one_summary",
            ),
            models.CheckConstraint(
                condition=models.Q(fewest__gte=1, fewest__lte=models.F("most"))
                & models.Q(most__lte=MOST_SIGNS),
                name="reflectiontask_limits_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(session=None) | models.Q(month=None),
                name="reflectiontask_bound_once",
            ),
            models.CheckConstraint(
                condition=models.Q(month=None) | models.Q(month__range=(1, MOST_MONTHS)),
                name="reflectiontask_month_of_practice",
            ),
            models.CheckConstraint(
                condition=paired("reflectiontask", "cancelled")[0],
                name=paired("reflectiontask", "cancelled")[1],
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="as_set",
                fields=[
                    "training_class",
                    "session",
                    "month",
                    "kind",
                    "rubric",
                    "title",
                    "asks",
                    "fewest",
                    "most",
                    "due_on",
                    "set_by",
                    "set_at",
                ],
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: "User") -> Self:
        """One's own; what was handed in also to who runs the classes, except of a class in which
        they sit themselves, and to the mentor."""
        handed_in = ReflectionVersion.objects.filter(reflection=models.OuterRef("pk"))
        guided = PracticePosting.objects.filter(mentor=user, finished_on=None).exclude(
            case__subject=user
        )
        sits = TrainingClass.objects.filter(
            enrolments__case__subject=user, enrolments__withdrawn_at=None
        )
        runs = models.Q(task__training_class__county__in=user.counties(*RUNS)) & ~models.Q(
            task__training_class__in=sits
        )
        read = runs | models.Q(enrolment__case__in=guided.values("case"))
        return self.filter(
            models.Q(enrolment__case__subject=user) | models.Q(models.Exists(handed_in)) & read
        )

    def with_state(self) -> Self:
        """Answer reflections with `state`, and `last_id`, `last_count`, `is_late`, `handed_in_at`
        of the last version; they are None where nothing was handed in."""
        last = ReflectionVersion.objects.filter(reflection=models.OuterRef("pk")).order_by(
            "-number"
        )
        return self.annotate(
            last_id=models.Subquery(last.values("pk")[:1]),
            last_count=models.Subquery(last.values("count")[:1]),
            is_late=models.Subquery(last.values("is_late")[:1]),
            handed_in_at=models.Subquery(last.values("handed_in_at")[:1]),
            said=models.Subquery(last.values("review__verdict")[:1]),
        ).annotate(
            state=models.Case(
                models.When(last_id=None, then=models.Value(ReflectionState.DRAFT)),
                default=Coalesce("said", models.Value(ReflectionState.WAITING.value)),
                output_field=models.CharField(),
            )
        )


class Reflection(models.Model):
    """One trainee's answer to a task. The draft is the person's alone until it is handed in."""

    task = models.ForeignKey(ReflectionTask, models.PROTECT, related_name="reflections")
    enrolment = models.ForeignKey("training.Enrolment", models.PROTECT, related_name="reflections")
    draft = models.TextField(_("草稿"), blank=True)
    saved_at = models.DateTimeField(_("草稿保存时间"))

    objects = ReflectionQuerySet.as_manager()
    about = ("enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "enrolment"], name="reflection_once_per_person")
        ]
        triggers = [pgtrigger.ReadOnly(name="stays_whose_it_is", fields=["task", "enrolment"])]

    def __str__(self) -> str:
        return f"{self.pk}"


class ReflectionVersion(models.Model):
    """一稿: a text as it was handed in, with its count, the last day that stood for the person,
    and `shingles`: numbers of its passages, by which texts alike are found."""

    reflection = models.ForeignKey(Reflection, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("第几稿"))
    text = models.TextField(_("正文"))
    count = models.PositiveSmallIntegerField(_("字数"))
    shingles = ArrayField(models.IntegerField())
    due_on = models.DateField(_("本人截止日期"), null=True)
    is_late = models.BooleanField(_("迟交"))
    handed_in_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(_("交稿时间"))

    about = ("reflection", "enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reflection", "number"], name="reflectionversion_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, count__gte=1) & ~models.Q(text=""),
                name="reflectionversion_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(is_late=False) | models.Q(due_on__isnull=False),
                name="reflectionversion_late_after_a_day",
            ),
        ]
        triggers = [
            _APPEND_ONLY,
            pgtrigger.Trigger(
                name="nothing_waits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_NOTHING_WAITS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ReflectionReview(models.Model):
    """评阅: accepted, or returned with the reason; once for each version.

    `marks` are the criteria as they were, each with what was given: `[{"name", "points", "mark"}]`.
    """

    version = models.OneToOneField(ReflectionVersion, models.PROTECT, related_name="review")
    verdict = models.CharField(_("评阅结果"), max_length=8, choices=Verdict)
    remark = models.CharField(_("评语或退回原因"), max_length=500, blank=True)
    marks = models.JSONField(_("评分"), default=list, blank=True)
    reviewed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("评阅时间"))

    about = ("version", "reflection", "enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.ACCEPTED)
                | models.Q(verdict=Verdict.RETURNED) & ~models.Q(remark=""),
                name="reflectionreview_returned_with_reason",
            )
        ]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def mark(self) -> int:
        """The sum of what was given."""
        return sum(one["mark"] for one in self.marks)

    @property
    def points(self) -> int:
        """The sum of what could be given."""
        return sum(one["points"] for one in self.marks)
