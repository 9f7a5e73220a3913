"""Tasks, versions and reviews of reflections."""

import itertools
from datetime import date
from typing import Any

from tests.factories import training as make
from training.models import Reflection, ReflectionReview, ReflectionTask, ReflectionVersion
from training.queries import reflections as queries
from training.services import reflections

DUE_ON = date(2018, 6, 8)
_numbers = itertools.count(1)
SAID = "今天学习了纪律处分条例，我对照自己在饶峰镇的工作，想起修水塔那件事拖了三个月没有回音。"


def task(world: Any, training_class: Any, **fields: Any) -> ReflectionTask:
    """A task of 10 to 200 characters until Friday of the class's week."""
    facts = {
        "title": f"学习心得{next(_numbers)}",
        "asks": "联系本职工作，写清问题和打算。",
        "fewest": 10,
        "most": 200,
        "due_on": DUE_ON,
        "by": world.manager,
        "at": make.NOW,
        **fields,
    }
    return reflections.set_task(training_class, **facts)


def version(row: ReflectionTask, by: Any, **fields: Any) -> ReflectionVersion:
    return reflections.hand_in(row, **{"text": SAID, "by": by, "at": make.NOW, **fields})


def review(row: Reflection, by: Any, **fields: Any) -> ReflectionReview:
    last = queries.last_of(row).version
    facts = {"version": last.pk if last else 0, "verdict": "ACCEPTED", "remark": ""}
    return reflections.review(row, **facts | {"by": by, "at": make.NOW} | fields)
