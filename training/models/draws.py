"""抽题: how many questions of each pool everybody gets in an examination."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import Difficulty
from training.models.examinations import BEFORE_THE_FIRST_PAPER, Examination


class ExaminationDraw(models.Model):
    """So many questions of one topic and difficulty; the pool itself are the examination's items.

    Which of them one paper holds follows from its seed: items, draws and seed never change.
    """

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="draws")
    topic = models.CharField(_("主题"), max_length=40)
    difficulty = models.CharField(_("难度"), max_length=6, choices=Difficulty)
    count = models.PositiveSmallIntegerField(_("抽几道"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "topic", "difficulty"], name="examinationdraw_pool_once"
            ),
            models.CheckConstraint(
                condition=models.Q(count__gte=1), name="examinationdraw_draws_something"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            BEFORE_THE_FIRST_PAPER,
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.get_difficulty_display()} {self.count}"
