"""Acts on the bank of questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions
from training.enums import Difficulty
from training.models import Question
from training.regulations import examinations as rules


@transaction.atomic
def write(
    county: Any,
    *,
    kind: str,
    topic: str,
    text: str,
    options: Sequence[str],
    right: Sequence[int],
    by: Any,
    at: datetime,
    guide: str = "",
    difficulty: str = Difficulty.MEDIUM,
) -> Question:
    """Put a question into a county's bank.

    :param right: positions of the right options, from nought
    :raises RegulationBroken: QZ-01, options and right ones do not fit the kind
    :raises StateConflict: the text stands in the bank already
    """
    row = Question(
        county=county,
        kind=kind,
        topic=topic,
        difficulty=difficulty,
        text=text,
        options=list(options),
        right=sorted(right),
        guide=guide,
        entered_by=by,
        entered_at=at,
    )
    permissions.keep_questions.check(by, row)
    rules.question_is_whole.check(kind, options, right)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise StateConflict(_("题库里已有这道题。")) from error
    trail.record(row, "write_question", by=by, at=at)
    return row


@transaction.atomic
def retire(question: Question, *, by: Any, at: datetime) -> Question:
    """Take a question out of use; papers that hold it keep it.

    :raises StateConflict: retired before
    """
    question = lock(question)
    permissions.keep_questions.check(by, question)
    if question.retired_at:
        raise StateConflict(_("这道题已经停用。"))
    question.retired_by, question.retired_at = by, at
    question.save(update_fields=["retired_by", "retired_at"])
    trail.record(question, "retire_question", by=by, at=at)
    return question
