"""What the pages of notes on a case show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui import lists
from recall.enums.notes import NoteLevel
from recall.forms.notes import NoteForm
from recall.models import Case, CaseNote
from recall.permissions import notes as may
from recall.queries import notes
from recall.regulations import notes as rules

_TONES = {NoteLevel.OFFICE: "grey", NoteLevel.UNIT: "blue", NoteLevel.PERSON: "amber"}


def crumbs(case: Case, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way to a case's notes and what is done with one."""
    way: list[tuple[str, str | None]] = [
        (_("案件"), reverse("recall:case-list")),
        (str(case.cadre), reverse("recall:case", args=[case.pk])),
        (_("备注"), reverse("recall:case-notes", args=[case.pk]) if more else None),
    ]
    return way + [(label, None) for label in more]


def listed(case: Case, *, user: Any, params: Any, at: datetime) -> dict[str, Any]:
    """Answer a page of the notes that the user may read, with what they may do about each."""
    page = lists.page_of(notes.listed(case, user), params)
    return {
        "case": case,
        "crumbs": crumbs(case),
        "page": page,
        "lines": [_line(row, user, at) for row in page],
        "write_url": reverse("recall:note-write", args=[case.pk])
        if may.write_note.allows(user, case)
        else "",
    }


def _line(row: CaseNote, user: Any, at: datetime) -> dict[str, Any]:
    stands = rules.note_stands.is_kept(row)
    edits = stands and rules.note_is_fresh.is_kept(row, at) and may.edit_note.allows(user, row)
    strikes = stands and may.strike_note.allows(user, row)
    return {
        "row": row,
        "tone": _TONES[NoteLevel(row.level)],
        "called": _("、").join(one.user.name for one in row.mentions.all()),
        "edit_url": _act(row, "edit") if edits else "",
        "strike_url": _act(row, "strike") if strikes else "",
    }


def _act(row: CaseNote, name: str) -> str:
    return reverse("recall:note-act", args=[row.pk, name])


def form(case: Case, *, user: Any, on: date, posted: Any = None) -> NoteForm:
    """Answer the form of a new note: a unit's hand writes for office and unit, and calls both."""
    is_office = may.is_of_office(user, case)
    levels = [one for one in NoteLevel.choices if is_office or one[0] == NoteLevel.UNIT]
    people = notes.readers(case, NoteLevel.UNIT, on=on).exclude(pk=user.pk)
    return NoteForm(posted, people=people, levels=levels)
