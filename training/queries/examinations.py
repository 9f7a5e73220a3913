"""Papers, scores and figures of examinations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from training.enums import ExaminationKind, QuestionKind
from training.models import (
    Enrolment,
    Examination,
    ExaminationItem,
    Paper,
    PaperAnswer,
    Question,
    Suspension,
)
from training.queries import classes, suspensions
from training.queries.draws import drawn, draws_of, items_of, place
from units.models import Jurisdiction


def of_class(training_class: Any, user: Any) -> QuerySet[Examination]:
    """Answer a class's examinations that the user may see, with how many papers were begun."""
    rows = Examination.objects.visible_to(user).filter(training_class=training_class)
    return rows.annotate(paper_count=Count("papers", distinct=True)).order_by("opens_at", "pk")


def bank_counties(user: Any) -> set[int]:
    """Answer the counties whose bank the user keeps: none while they are a trainee."""
    is_trainee = Enrolment.objects.under_training(user).exists()
    return set() if is_trainee else classes.planning_counties(user)


def counties(ids: set[int]) -> QuerySet[Jurisdiction]:
    """Answer the counties in which a user keeps a bank."""
    return Jurisdiction.objects.filter(pk__in=ids).order_by("code")


def shuffled(items: list[ExaminationItem], seed: int) -> list[tuple[ExaminationItem, list[int]]]:
    """Answer questions and the positions of their options in the order of one paper.

    The order comes from digests, so that the same seed gives it again whatever runs it.
    """
    told = []
    for item in sorted(items, key=lambda item: place(seed, item.pk)):
        options = list(range(len(item.question.options)))
        if item.question.kind != QuestionKind.TRUE_FALSE:
            options.sort(key=lambda option: place(seed, item.pk, option))
        told.append((item, options))
    return told


def answers_of(paper: Paper) -> dict[int, PaperAnswer]:
    """Answer item id → the answer that counts."""
    return {row.item_id: row for row in paper.answers.latest()}  # type: ignore[attr-defined]


def saved_at(paper: Paper) -> datetime | None:
    """Answer when something of the paper was saved last."""
    rows: QuerySet[PaperAnswer] = paper.answers.all()  # type: ignore[attr-defined]
    return rows.order_by("-pk").values_list("saved_at", flat=True).first()


def place_of(examination: Examination, user: Any) -> Enrolment | None:
    """Answer the user's standing place in the examination's class."""
    rows = examination.training_class.enrolments.standing()
    return rows.filter(case__subject=user).select_related("case").first()


def is_suspended(examination: Examination, user: Any) -> bool:
    """Answer whether the user's case in the examination's class stands still now."""
    place = place_of(examination, user)
    return place is not None and suspensions.open_of(place.case) is not None


def paper_of(examination: Examination, user: Any) -> Paper | None:
    return Paper.objects.filter(examination=examination, enrolment__case__subject=user).first()


def is_right(question: Question, chosen: Iterable[int]) -> bool:
    """Answer whether exactly the right options were chosen; a half right choice is wrong."""
    return question.kind != QuestionKind.SHORT and sorted(chosen) == sorted(question.right)


@dataclass
class Score:
    """One paper's points. `total` is None while a short answer still waits for a marker."""

    paper: Paper
    most: int
    limit: Decimal  # points from which it is passed
    fixed: int = 0  # what the machine gave
    short: Decimal = Decimal(0)
    open_most: int = 0  # points that short answers can bring at most
    waiting: list[PaperAnswer] = field(default_factory=list)
    right: dict[int, bool] = field(default_factory=dict)  # item id → right, machine-marked only

    @property
    def total(self) -> Decimal | None:
        return None if self.waiting else self.fixed + self.short

    @property
    def is_passed(self) -> bool | None:
        return None if self.total is None else self.total >= self.limit

    @property
    def is_decided_by_hand(self) -> bool:
        """Whether the short answers say if it is passed: then two people mark them."""
        return self.fixed < self.limit <= self.fixed + self.open_most


def scores(examination: Examination, at: datetime) -> list[Score]:
    """Answer the scores of the papers that are over, in six queries."""
    items, draws = items_of(examination), draws_of(examination)
    papers = examination.papers.filter(Q(handed_in_at__isnull=False) | Q(due_at__lt=at))
    papers = papers.select_related("enrolment__case__cadre", "examination").order_by("pk")
    given: dict[tuple[int, int], PaperAnswer] = {}
    rows = PaperAnswer.objects.filter(paper__examination=examination).latest()
    for row in rows.prefetch_related("marks"):
        given[row.paper_id, row.item_id] = row
    return [_score(paper, drawn(items, draws, paper.seed), given) for paper in papers]


def _score(paper: Paper, items: list[ExaminationItem], given: Any) -> Score:
    most = sum(item.points for item in items)
    score = Score(paper, most, Decimal(most * paper.examination.pass_percent) / 100)
    hand: list[tuple[ExaminationItem, PaperAnswer]] = []
    for item in items:
        answer = given.get((score.paper.pk, item.pk))
        if item.question.kind == QuestionKind.SHORT:
            if answer and answer.text.strip():
                hand.append((item, answer))
                score.open_most += item.points
            continue
        right = answer is not None and is_right(item.question, answer.chosen)
        score.right[item.pk] = right
        score.fixed += item.points if right else 0
    wanted = 2 if score.is_decided_by_hand else 1
    for _item, answer in hand:
        marks = [mark.points for mark in answer.marks.all()]
        if len(marks) < wanted:
            score.waiting.append(answer)
        if marks:
            score.short += Decimal(sum(marks)) / len(marks)
    return score


def figures(found: list[Score], items: list[ExaminationItem]) -> list[dict[str, Any]]:
    """Answer each machine-marked question with how many were right of how many who had it."""
    return [
        {
            "item": item,
            "of": sum(item.pk in score.right for score in found),
            "right": sum(score.right.get(item.pk, False) for score in found),
        }
        for item in items
        if item.question.kind != QuestionKind.SHORT
    ]


def all_right(found: list[Score]) -> int:
    """Answer how many papers had every machine-marked question right."""
    return sum(bool(score.right) and all(score.right.values()) for score in found)


def comparison(training_class: Any, at: datetime) -> dict[str, Any] | None:
    """Answer the mean share of points before and after, of those who sat both; None if not both.

    Where there are several, the last of each is taken.
    """
    rows = Examination.objects.filter(training_class=training_class, cancelled_at=None)
    told = []
    for kind in (ExaminationKind.BEFORE, ExaminationKind.AFTER):
        row = rows.filter(kind=kind).order_by("-opens_at").first()
        if row is None:
            return None
        told.append({s.paper.enrolment_id: s for s in scores(row, at) if s.total is not None})
    both = sorted(set(told[0]) & set(told[1]))
    shares = [[(found[pk].total or 0) / found[pk].most for pk in both] for found in told]
    if not both:
        return None
    return {
        "of": len(both),
        "before": sum(shares[0]) / len(both),
        "after": sum(shares[1]) / len(both),
        "better": sum(a > b for b, a in zip(*shares, strict=True)),
    }


def to_mark(examination: Examination, user: Any, at: datetime) -> list[PaperAnswer]:
    """Answer the short answers that wait and that the user has not marked; no names with them."""
    waiting = [answer.pk for score in scores(examination, at) for answer in score.waiting]
    rows = PaperAnswer.objects.filter(pk__in=waiting).exclude(marks__by=user)
    return list(rows.select_related("item__question", "paper").order_by("item__position", "pk"))


def due_of(user: Any, at: datetime) -> list[Examination]:
    """Answer the examinations that a trainee may sit now, with their own paper's end if begun."""
    held = Suspension.objects.filter(case=OuterRef("case"), ended_at=None)
    mine = Enrolment.objects.standing().filter(~Exists(held), case__subject=user)
    rows = Examination.objects.filter(
        training_class__in=mine.values("training_class"),
        cancelled_at=None,
        opens_at__lte=at,
        closes_at__gt=at,
    )
    own = Q(papers__enrolment__in=mine)
    over = rows.filter(own & (Q(papers__handed_in_at__isnull=False) | Q(papers__due_at__lt=at)))
    return list(rows.exclude(pk__in=over.values("pk")).order_by(F("closes_at")))


def short_answer(examination: Examination, pk: int) -> PaperAnswer | None:
    """Answer the short answer of an examination that counts, by its id."""
    rows = PaperAnswer.objects.filter(paper__examination=examination).latest()
    counts = PaperAnswer.objects.filter(pk__in=[row.pk for row in rows], pk=pk)
    told = counts.filter(item__question__kind=QuestionKind.SHORT)
    return told.select_related("item__examination__training_class", "paper").first()
