"""The bank of questions, examinations drawn from it, papers, answers and marks."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from training.enums import Difficulty, ExaminationKind, QuestionKind
from training.models.classes import TrainingClass
from training.models.enrolments import Enrolment
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

RUNS = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)

BEFORE_THE_FIRST_PAPER = pgtrigger.Trigger(
    name="before_the_first_paper",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
    IF EXISTS (SELECT 1 FROM training_paper p WHERE p.examination_id = NEW.examination_id) THEN
        RAISE EXCEPTION 'examination: a paper was begun' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
    """,
)


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the county's classes; a trainee never sees the bank, whatever the role."""
        trainee = Enrolment.objects.under_training(user)
        return self.filter(~models.Exists(trainee), county__in=user.counties(*RUNS))

    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Question(models.Model):
    """试题: text, options and right answers. Never edited; a better one replaces it."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("题型"), max_length=10, choices=QuestionKind)
    topic = models.CharField(_("主题"), max_length=40)
    difficulty = models.CharField(
        _("难度"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM
    )
    text = models.CharField(_("题目"), max_length=500)
    options = models.JSONField(_("选项"), default=list)  # words, in the order of the bank
    right = models.JSONField(_("正确选项"), default=list)  # positions in `options`
    guide = models.TextField(_("评分要点"), blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("停用时间"), null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "text"],
                condition=models.Q(retired_at=None),
                name="question_text_once",
            ),
            models.CheckConstraint(
                condition=paired("question", "retired")[0], name=paired("question", "retired")[1]
            ),
        ]
        indexes = [models.Index(fields=["county", "topic"], name="question_county_topic")]
        triggers = [
            pgtrigger.Protect(
                name="as_written",
                operation=pgtrigger.UpdateOf(
                    "county_id", "kind", "topic", "difficulty", "text", "options", "right", "guide"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.text


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the county's classes, and the trainees of the class."""
        mine = TrainingClass.objects.filter(
            enrolments__case__subject=user, enrolments__withdrawn_at=None
        )
        return self.filter(
            models.Q(training_class__county__in=user.counties(*RUNS))
            | models.Q(training_class__in=mine)
        )


class Examination(models.Model):
    """测验、考试 of a class. Fixed when planned; it may be called off before the first paper."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="examinations")
    kind = models.CharField(_("用途"), max_length=8, choices=ExaminationKind)
    title = models.CharField(_("名称"), max_length=60)
    opens_at = models.DateTimeField(_("开始时间"))
    closes_at = models.DateTimeField(_("截止时间"))
    minutes = models.PositiveSmallIntegerField(_("答题时间（分钟）"))
    pass_percent = models.PositiveSmallIntegerField(_("合格线（百分比）"))
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("建立时间"))
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(_("公布时间"), null=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "title"], name="examination_title_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="examination_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=paired("examination", "cancelled")[0],
                name=paired("examination", "cancelled")[1],
            ),
            models.CheckConstraint(
                condition=paired("examination", "released")[0],
                name=paired("examination", "released")[1],
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, pass_percent__lte=100),
                name="examination_has_minutes",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_planned",
                operation=pgtrigger.UpdateOf(
                    "training_class_id", "kind", "opens_at", "closes_at", "minutes", "pass_percent"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ExaminationItem(models.Model):
    """A question of an examination with its points."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("题号"))
    points = models.PositiveSmallIntegerField(_("分值"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "position"], name="examinationitem_position_once"
            ),
            models.UniqueConstraint(
                fields=["examination", "question"], name="examinationitem_question_once"
            ),
        ]
        triggers = [_APPEND_ONLY, BEFORE_THE_FIRST_PAPER]

    def __str__(self) -> str:
        return f"{self.position}"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the county's classes, and one's own; no unit, no colleague."""
        return self.filter(
            models.Q(examination__training_class__county__in=user.counties(*RUNS))
            | models.Q(enrolment__case__subject=user)
        )


class Paper(models.Model):
    """试卷: one trainee's. The seed gives the order of questions and options, always the same.

    `due_at` is set by the server when it is begun; what is saved later the database refuses.
    """

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="papers")
    enrolment = models.ForeignKey("training.Enrolment", models.PROTECT, related_name="papers")
    seed = models.PositiveIntegerField(_("排序种子"))
    due_at = models.DateTimeField(_("交卷时限"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("开始时间"))
    handed_in_at = models.DateTimeField(_("交卷时间"), null=True)

    objects = PaperQuerySet.as_manager()
    about = ("enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "enrolment"], name="paper_once_per_person"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_begun",
                operation=pgtrigger.UpdateOf(
                    "examination_id", "enrolment_id", "seed", "due_at", "begun_at"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_over(self, at: object) -> bool:
        """Answer whether nothing more can be saved: handed in, or the time is up."""
        return self.handed_in_at is not None or at > self.due_at  # type: ignore[operator]


_IN_TIME = """
    PERFORM FROM training_paper p WHERE p.id = NEW.paper_id
        AND p.handed_in_at IS NULL AND NEW.saved_at <= p.due_at FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Cannot save: the paper is over'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'paperanswer_in_time';
    END IF;
    RETURN NEW;
"""


class PaperAnswerQuerySet(models.QuerySet["PaperAnswer"]):
    def latest(self) -> Self:
        """The last saved answer of each question of each paper: the one that counts."""
        return self.order_by("paper", "item", "-pk").distinct("paper", "item")


class PaperAnswer(models.Model):
    """One saving of an answer. Never edited; the last one before the end counts."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="answers")
    item = models.ForeignKey(ExaminationItem, models.PROTECT, related_name="answers")
    chosen = models.JSONField(_("选择"), default=list)  # positions in the question's options
    text = models.TextField(_("作答"), blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("保存时间"))

    objects = PaperAnswerQuerySet.as_manager()
    about = ("paper", "enrolment", "case", "cadre_id")

    class Meta:
        indexes = [models.Index(fields=["paper", "item", "-id"], name="paperanswer_latest")]
        triggers = [
            _APPEND_ONLY,
            pgtrigger.Trigger(
                name="in_time", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_IN_TIME
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class AnswerMark(models.Model):
    """评分: what one marker gave a short answer. Two markers where it decides."""

    answer = models.ForeignKey(PaperAnswer, models.PROTECT, related_name="marks")
    points = models.PositiveSmallIntegerField(_("得分"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("评分时间"))

    about = ("answer", "paper", "enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "by"], name="answermark_once_per_marker")
        ]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.points}"
