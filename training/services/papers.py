"""A class's papers: frozen when asked for, printed by a job."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.workflow.engine import lock
from training import permissions, regulations
from training.enums import ClassPaper
from training.models import TrainingClass
from training.queries import papers

_OF_A_DAY = (ClassPaper.DOOR, ClassPaper.ROLL)


@transaction.atomic
def request(
    training_class: TrainingClass, *, kind: str, by: Any, at: datetime, on: date | None = None
) -> Document:
    """Ask for the PDF of a class's timetable, or of a day's door sheets or sign-in sheets.

    :param kind: ClassPaper
    :raises RegulationBroken: TR-39, a paper of a day without a day, or nothing to print
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    kind = ClassPaper(kind)
    facts = papers.snapshot(training_class, on=on if kind in _OF_A_DAY else None)
    needs_people = kind in (ClassPaper.ROLL, ClassPaper.CARDS)
    is_filled = bool(facts["people"] if needs_people else facts["days"])
    regulations.has_something_to_print.check(
        is_filled and (kind not in _OF_A_DAY or bool(on and facts["days"]))
    )
    facts |= {"kind_title": str(kind.label)}
    document = rendering.request(
        f"documents/class_{kind.lower()}.html",
        kind=f"class_{kind.lower()}",
        scope=papers.scope(training_class),
        reference="",
        title=f"{training_class.title}{kind.label}",
        snapshot=facts,
        by=by,
        at=at,
        numbered=False,
        comes_back=kind == ClassPaper.ROLL,
    )
    trail.record(training_class, "request_class_paper", by=by, at=at, document=document.pk)
    return document
