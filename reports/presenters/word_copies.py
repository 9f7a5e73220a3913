"""How the Word of a paper and what came back of it are shown."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.standings import label
from evidence.enums import Release
from reports import permissions
from reports.models import WordCopy
from reports.presenters import numbers as register
from reports.queries import numbers, word_copies
from schemes.queries.diffs import Change

MOST_CHANGES = 25
_CUT = 160  # characters of a paragraph


def page(document: Document, shown: Iterable[WordCopy], copy: WordCopy | None, user: Any) -> dict:
    """Give the page of one paper: its copies, and what one of them says differently."""
    county = numbers.county_of(document.scope)
    series = numbers.counter_of(document)
    found = word_copies.changes(copy) if copy else []
    takes_word = permissions.take_word.allows(user, county)
    named = [
        (register.named(series), reverse("reports:number-series", args=[series.pk])),
        (_("Word改稿"), None),
    ]
    return {
        "document": document,
        "title": _("Word改稿"),
        "kind": label(document.kind),
        "crumbs": [(_("发文登记"), reverse("reports:number-list")), *named],
        "lines": [line(one, copy) for one in shown],
        "copy": copy,
        "changes": [_cut(one) for one in found[:MOST_CHANGES]],
        "left_count": max(0, len(found) - MOST_CHANGES),
        "word_url": reverse("reports:number-word", args=[document.pk]) if takes_word else "",
        "refusal": permissions.return_word.refusal(user, county),
    }


def line(row: WordCopy, chosen: WordCopy | None) -> dict[str, Any]:
    """Give one version; a file that the scanner has not let go is named and not offered."""
    is_free = row.file.release == Release.RELEASED
    return {
        "row": row,
        "is_chosen": chosen is not None and row.pk == chosen.pk,
        "file_url": reverse("reports:word-copy-file", args=[row.pk]) if is_free else "",
        "held": "" if is_free else row.file.get_release_display(),
    }


def _cut(change: Change) -> Change:
    return Change(change.label, _short(change.before), _short(change.after))


def _short(text: str) -> str:
    return text if len(text) <= _CUT else f"{text[:_CUT]}…"
