"""Questions by the workbook; the importer keeps the trail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from training import permissions
from training.models import ExaminationItem, Question
from training.regulations import examinations as rules
from units.models import Jurisdiction

Values = dict[str, Any]
LETTERS = "ABCDEFGH"
OPTIONS = tuple(f"option_{letter.lower()}" for letter in LETTERS)


def known(county: Any, texts: Sequence[str]) -> dict[str, int]:
    """Answer text → question in use, of some texts."""
    rows = Question.objects.in_use().filter(county=county, text__in=texts)
    return dict(rows.values_list("text", "pk"))


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer questions in use as the cells of a line."""
    rows = Question.objects.in_use().filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: _cells(row) for row in rows}


def _cells(row: Question) -> Values:
    words = dict.fromkeys(OPTIONS, "") | dict(zip(OPTIONS, row.options, strict=False))
    right = "".join(LETTERS[n] for n in row.right)
    told = {"kind": row.kind, "topic": row.topic, "difficulty": row.difficulty}
    return told | words | {"right": right, "guide": row.guide}


def options_of(values: Values) -> list[str]:
    """Answer the options of a line in order, blank cells left out."""
    return [values[name] for name in OPTIONS if values.get(name)]


def right_of(values: Values) -> list[int]:
    """Answer the positions of a line's right options."""
    return [LETTERS.index(letter) for letter in values.get("right", "")]


def is_without_gaps(values: Values) -> bool:
    """Answer whether the options of a line follow one another from A on."""
    filled = [bool(values.get(name)) for name in OPTIONS]
    return filled == sorted(filled, reverse=True)


def enter(county: Jurisdiction, rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Put questions into a county's bank.

    :raises NotAllowed: no keeper of the bank, or a trainee now
    :raises RegulationBroken: QZ-01
    """
    made = [_question(county, row, by, at) for row in rows]
    for question in made:
        rules.question_is_whole.check(question.kind, question.options, question.right)
    if made:
        permissions.keep_questions.check(by, made[0])
    return [row.pk for row in Question.objects.bulk_create(made)]


def _question(county: Jurisdiction, row: Values, by: Any, at: datetime) -> Question:
    return Question(
        county=county,
        kind=row["kind"],
        topic=row["topic"],
        difficulty=row["difficulty"],
        text=row["text"],
        options=options_of(row),
        right=right_of(row),
        guide=row.get("guide", ""),
        entered_by=by,
        entered_at=at,
    )


def retire(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Take questions out of use that an import had entered: rows of the bank are never deleted."""
    for row in Question.objects.in_use().filter(pk__in=ids).order_by("pk").select_for_update():
        permissions.keep_questions.check(by, row)
        row.retired_by, row.retired_at = by, at
        row.save(update_fields=["retired_by", "retired_at"])


def used(ids: Sequence[int]) -> set[int]:
    """Answer which questions stand in an examination."""
    rows = ExaminationItem.objects.filter(question__in=ids)
    return set(rows.values_list("question", flat=True))
