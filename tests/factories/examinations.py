"""Questions and examinations of a class; the three of a quiz unless told."""

import itertools
from datetime import timedelta
from typing import Any

from tests.factories import training as make
from training.models import Examination, Question
from training.services import examinations, questions

OPENS = make.NOW + timedelta(hours=1)
_numbers = itertools.count(1)
_OPTIONS = {
    "SINGLE": (["七天", "十五天", "一个月"], [1]),
    "MULTIPLE": (["理论", "作风", "业务"], [0, 2]),
    "TRUE_FALSE": (["正确", "错误"], [0]),
    "SHORT": ([], []),
}


def question(world: Any, kind: str, **fields: Any) -> Question:
    options, right = _OPTIONS[kind]
    facts = {
        "topic": "党规党纪",
        "text": f"第{next(_numbers)}题",
        "options": options,
        "right": right,
    }
    return questions.write(
        world.county, kind=kind, **(facts | fields), by=world.manager, at=make.NOW
    )


def examination(world: Any, training_class: Any, **fields: Any) -> Examination:
    """An examination of ten minutes within a day, ten points each, 60 % to pass."""
    if "questions" not in fields:
        kinds = ("SINGLE", "MULTIPLE", "TRUE_FALSE")
        fields["questions"] = [question(world, kind) for kind in kinds]
    facts = {
        "kind": "QUIZ",
        "title": "开班测验",
        "opens_at": OPENS,
        "closes_at": OPENS + timedelta(days=1),
        "minutes": 10,
        "pass_percent": 60,
        "points": 10,
        **fields,
    }
    return examinations.plan(training_class, **facts, by=world.manager, at=make.NOW)


def right(row: Examination) -> dict[int, tuple[list[int], str]]:
    """The right answers to all that a machine marks."""
    items = row.items.exclude(question__kind="SHORT").select_related("question")
    return {item.pk: (item.question.right, "") for item in items}


def wrong(row: Examination) -> dict[int, tuple[list[int], str]]:
    """A wrong answer to each."""
    items = row.items.exclude(question__kind="SHORT").select_related("question")
    return {
        item.pk: ([next(n for n in range(3) if [n] != item.question.right)], "") for item in items
    }
