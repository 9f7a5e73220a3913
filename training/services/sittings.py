"""Sitting an examination. The server's clock alone says what is in time."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.models import Examination, ExaminationItem, Paper, PaperAnswer
from training.queries import draws
from training.queries import examinations as queries
from training.regulations import examinations as rules

Given = dict[int, tuple[Sequence[int], str]]  # item id → chosen positions, text
_SEEDS = 2**31


@transaction.atomic
def begin(examination: Examination, *, by: Any, at: datetime) -> Paper:
    """Begin, or go on with the paper that was begun: the same order, the same end.

    :raises NotAllowed: not of this class
    :raises RegulationBroken: QZ-04 not the time, TR-40 the case is suspended
    :raises StateConflict: called off
    """
    examination = lock(examination)
    place = queries.place_of(examination, by)
    permissions.sit.check(by, place)
    if paper := queries.paper_of(examination, by):
        return paper
    if examination.cancelled_at:
        raise StateConflict(_("这场测验或考试已经取消。"))
    regulations.case_goes_on.check(queries.is_suspended(examination, by))
    rules.is_open.check(examination.opens_at, examination.closes_at, at)
    paper = Paper.objects.create(
        examination=examination,
        enrolment=place,  # type: ignore[misc]  # `sit` asks for one
        seed=secrets.randbelow(_SEEDS),
        due_at=min(at + timedelta(minutes=examination.minutes), examination.closes_at),
        begun_by=by,
        begun_at=at,
    )
    trail.record(paper, "begin_paper", by=by, at=at)
    return paper


@transaction.atomic
def save(paper: Paper, *, answers: Given, by: Any, at: datetime) -> Paper:
    """Save answers; one that has not changed makes no row. The last one saved counts.

    The rows tell themselves who saved what when, so the trail has only begin and hand-in.

    :raises NotAllowed: another's paper
    :raises RegulationBroken: QZ-05 too late, QZ-06 handed in, QZ-07 no such option
    """
    paper = _own(paper, by, at)
    _save(paper, answers, by, at)
    return paper


@transaction.atomic
def hand_in(paper: Paper, *, answers: Given, by: Any, at: datetime) -> Paper:
    """Save answers and hand the paper in.

    :raises NotAllowed: another's paper
    :raises RegulationBroken: QZ-05 too late, QZ-06 handed in, QZ-07 no such option
    """
    paper = _own(paper, by, at)
    _save(paper, answers, by, at)
    paper.handed_in_at = at
    paper.save(update_fields=["handed_in_at"])
    trail.record(paper, "hand_in_paper", by=by, at=at)
    return paper


def _own(paper: Paper, by: Any, at: datetime) -> Paper:
    paper = lock(paper)
    permissions.sit.check(by, paper.enrolment)
    rules.is_not_handed_in.check(paper.handed_in_at)
    rules.is_in_time.check(paper.due_at, at)
    return paper


def _save(paper: Paper, answers: Given, by: Any, at: datetime) -> None:
    held = queries.answers_of(paper)
    items = {item.pk: item for item in draws.items_of_paper(paper)}
    for pk, (chosen, text) in answers.items():
        _fits(items.get(pk), chosen, text)
    PaperAnswer.objects.bulk_create(
        PaperAnswer(
            paper=paper, item_id=pk, chosen=sorted(chosen), text=text, saved_by=by, saved_at=at
        )
        for pk, (chosen, text) in answers.items()
        if _differs(held.get(pk), sorted(chosen), text)
    )


def _fits(item: ExaminationItem | None, chosen: Sequence[int], text: str) -> None:
    question = item.question if item else None
    rules.answer_fits.check(
        question.kind if question else "", len(question.options) if question else 0, chosen, text
    )


def _differs(held: PaperAnswer | None, chosen: list[int], text: str) -> bool:
    if held is None:
        return bool(chosen or text)
    return held.chosen != chosen or held.text != text
