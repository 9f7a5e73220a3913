"""Pools of the bank, and which questions of them one paper holds."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from training.models import Examination, ExaminationDraw, ExaminationItem, Paper, Question

_DRAWN = -1  # beside the positions of options, which begin at nought


class Pool(NamedTuple):
    """Questions of one topic and difficulty: how many there are, or how many are drawn."""

    topic: str
    difficulty: str
    size: int


def bank(county: int) -> QuerySet[Question]:
    """Answer the questions that a county uses now."""
    return Question.objects.in_use().filter(county=county).order_by("topic", "pk")


def pools(county: int) -> list[Pool]:
    """Answer the pools of a county's bank, by topic."""
    rows = Question.objects.in_use().filter(county=county).values_list("topic", "difficulty")
    return [Pool(*row) for row in rows.annotate(n=Count("pk")).order_by("topic", "difficulty")]


def of_pools(county: int, drawn: Iterable[Pool]) -> QuerySet[Question]:
    """Answer the questions in use of some pools."""
    wanted = Q(pk__in=[])
    for pool in drawn:
        wanted |= Q(topic=pool.topic, difficulty=pool.difficulty)
    return bank(county).filter(wanted)


def items_of(examination: Examination) -> list[ExaminationItem]:
    """Answer all questions of an examination; of pools, all from which papers are drawn."""
    return list(examination.items.select_related("question").order_by("position"))


def draws_of(examination: Examination) -> list[ExaminationDraw]:
    return list(examination.draws.order_by("pk"))


def drawn(
    items: list[ExaminationItem], draws: Sequence[ExaminationDraw], seed: int
) -> list[ExaminationItem]:
    """Answer the questions of the paper with a seed: all of them where nothing is drawn."""
    if not draws:
        return items
    told: list[ExaminationItem] = []
    for draw in draws:
        pool = [item for item in items if _is_of(item.question, draw)]
        pool.sort(key=lambda item: place(seed, item.pk, _DRAWN))
        told += pool[: draw.count]
    return told


def _is_of(question: Question, draw: ExaminationDraw) -> bool:
    return (question.topic, question.difficulty) == (draw.topic, draw.difficulty)


def items_of_paper(paper: Paper) -> list[ExaminationItem]:
    """Answer the questions that a trainee has, the same however often it is asked."""
    examination = paper.examination
    return drawn(items_of(examination), draws_of(examination), paper.seed)


def size_of(items: list[ExaminationItem], draws: Sequence[ExaminationDraw]) -> tuple[int, int]:
    """Answer how many questions every paper has, and their points together."""
    count = sum(draw.count for draw in draws) if draws else len(items)
    points = items[0].points if items else 0  # all alike, see the act that plans
    return count, count * points if draws else sum(item.points for item in items)


def place(*of: int) -> bytes:
    """Answer where something stands in an order that the same numbers always give."""
    return hashlib.sha256(repr(of).encode()).digest()
