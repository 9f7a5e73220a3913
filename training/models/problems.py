"""问题台账: what was wrong, what was done, what came of it, and what a resident says."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import StepKind, WordAnswer, WordChannel
from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
WORDS = 5  # residents per problem; the database counts them by number
_KEPT = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(posting__in=PracticePosting.objects.visible_to(user))


class Problem(models.Model):
    """A matter of the village that the trainee took up; solved or not, it is closed with a word."""

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="problems")
    token = models.UUIDField(_("提交标识"), unique=True)
    what = models.CharField(_("问题"), max_length=200)
    place = models.CharField(_("在哪里"), max_length=80)
    found_on = models.DateField(_("发现日期"))
    raised_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("登记时间"))
    is_solved = models.BooleanField(_("是否解决"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("办结登记时间"), null=True)

    objects = ProblemQuerySet.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=paired("problem", "closed")[0], name=paired("problem", "closed")[1]
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, is_solved=None, closed_at=None)
                | models.Q(
                    closed_on__gte=models.F("found_on"),
                    is_solved__isnull=False,
                    closed_at__isnull=False,
                ),
                name="problem_closed_with_day_and_result",
            ),
        ]
        indexes = [models.Index(fields=["posting", "-found_on"], name="problem_posting_found")]

    def __str__(self) -> str:
        return self.what


class _OfProblem(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        return self.filter(problem__in=Problem.objects.visible_to(user))


class ProblemStep(models.Model):
    """A step on the way: what was done, at last what came of it. Never edited."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="steps")
    kind = models.CharField(_("类别"), max_length=6, choices=StepKind)
    on = models.DateField(_("日期"))
    text = models.TextField(_("内容"))
    entered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))

    objects = _OfProblem.as_manager()
    about = ("problem", "posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="problem_step_says_something"
            ),
            models.UniqueConstraint(
                fields=["problem"],
                condition=models.Q(kind=StepKind.RESULT),
                name="problem_has_one_result",
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return self.text[:40]


class WordInvite(models.Model):
    """One-time address at which a resident says a word; only the keyed hash of its code is kept."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="invites")
    key = models.CharField(max_length=64, unique=True)
    until_at = models.DateTimeField(_("有效至"))
    invited_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("生成时间"))
    is_used = models.BooleanField(_("已使用"), default=False)
    is_void = models.BooleanField(_("已作废"), default=False)

    objects = _OfProblem.as_manager()
    about = ("problem", "posting", "case", "cadre_id")

    def __str__(self) -> str:
        return f"{self.problem_id}"


class ResidentWord(models.Model):
    """群众的话: said with consent; no name is needed. Never edited.

    What came by a link has no hand and no hour: who it was cannot be told.
    """

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="words")
    number = models.PositiveSmallIntegerField(_("序号"))
    answer = models.CharField(_("解决了没有"), max_length=6, choices=WordAnswer)
    text = models.CharField(_("想说的话"), max_length=200, blank=True)
    name = models.CharField(_("称呼"), max_length=20, blank=True)
    has_consented = models.BooleanField(_("同意记录"))
    channel = models.CharField(_("方式"), max_length=4, choices=WordChannel)
    said_on = models.DateField(_("日期"))
    taken_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(_("登记时间"), null=True)

    objects = _OfProblem.as_manager()
    about = ("problem", "posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "number"], name="resident_word_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, WORDS)), name="resident_words_are_few"
            ),
            models.CheckConstraint(
                condition=models.Q(has_consented=True), name="resident_word_with_consent"
            ),
            models.CheckConstraint(
                condition=models.Q(channel=WordChannel.LINK, taken_by=None, name="")
                | models.Q(channel=WordChannel.HOST, taken_by__isnull=False),
                name="resident_word_by_link_names_nobody",
            ),
            models.CheckConstraint(
                condition=paired("resident_word", "taken")[0],
                name=paired("resident_word", "taken")[1],
            ),
        ]
        triggers = _KEPT

    def __str__(self) -> str:
        return str(self.get_answer_display())
