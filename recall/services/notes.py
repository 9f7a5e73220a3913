"""Notes on a case: written for a circle, mended for a quarter of an hour, then struck through."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.notify import telling
from core.workflow.engine import lock
from recall.enums.notes import NoteLevel, NoteTold
from recall.models import Case, CaseNote, NoteMention
from recall.permissions import notes as may
from recall.queries import notes
from recall.regulations import notes as rules


@transaction.atomic
def write(
    case: Case, *, level: str, text: str, mentions: Iterable[Any] = (), by: Any, at: datetime
) -> CaseNote:
    """Note something on a case; colleagues called by name are told, and of 本人也可看 the person.

    :param level: NoteLevel, who reads it
    :param mentions: accounts of colleagues
    :raises RegulationBroken: CN-01 words, CN-02 the unit's level, CN-03 who cannot read it is
        called, CN-04 the person is not served yet
    """
    case = lock(case)
    may.write_note.check(by, case)
    rules.note_is_told.check(text)
    rules.unit_writes_for_both.check(level, may.is_of_office(by, case))
    rules.person_is_served.check(level, hasattr(case, "receipt"))
    called = {user.pk: user for user in mentions}
    if called:
        readers = notes.readers(case, level, on=dates.legal_day(at))
        rules.mentioned_may_read.check(called, readers.values_list("pk", flat=True))
    row = CaseNote.objects.create(
        case=case, level=level, text=text.strip(), written_by=by, written_at=at
    )
    NoteMention.objects.bulk_create(NoteMention(note=row, user=user) for user in called.values())
    trail.record(row, "write_note", by=by, at=at, level=level, mentions=len(called))
    telling.tell(NoteTold.MENTIONED, row, to=called.values(), by=by, at=at)
    if level == NoteLevel.PERSON:
        telling.tell(NoteTold.FOR_YOU, row, to=[case.subject], by=by, at=at)
    return row


@transaction.atomic
def edit(note: CaseNote, *, text: str, by: Any, at: datetime) -> CaseNote:
    """Mend the words of one's own note within a quarter of an hour.

    :raises RegulationBroken: CN-01 words, CN-05 too late, CN-07 struck through
    """
    row = lock(note)
    may.edit_note.check(by, row)
    rules.note_stands.check(row)
    rules.note_is_fresh.check(row, at)
    rules.note_is_told.check(text)
    row.text, row.edited_at = text.strip(), at
    row.save(update_fields=["text", "edited_at"])
    trail.record(row, "edit_note", by=by, at=at)
    return row


@transaction.atomic
def strike(note: CaseNote, *, reason: str, by: Any, at: datetime) -> CaseNote:
    """Strike a note through, with the reason; it stays readable.

    :raises RegulationBroken: CN-06 no reason, CN-07 struck through before
    """
    row = lock(note)
    may.strike_note.check(by, row)
    rules.note_stands.check(row)
    rules.strike_is_told.check(reason)
    row.struck_reason, row.struck_by, row.struck_at = reason.strip(), by, at
    row.save(update_fields=["struck_reason", "struck_by", "struck_at"])
    trail.record(row, "strike_note", by=by, at=at)
    return row
