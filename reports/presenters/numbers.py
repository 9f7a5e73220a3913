"""How the register of numbers is shown."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents import voiding
from core.documents.models import Document, DocumentCounter, DocumentState
from core.documents.standings import label
from reports.queries import numbers

_SHOWN = 10  # missing numbers


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("reports:number-list")
    return [(_("发文登记"), page if more else None), *((one, None) for one in more)]


def named(counter: DocumentCounter) -> str:
    return _("%(year)s 年%(kind)s") % {"year": counter.year, "kind": label(counter.kind)}


def lines(counters: Iterable[DocumentCounter]) -> list[dict[str, Any]]:
    """Give one line for each series."""
    found = numbers.proved(counters)
    names = numbers.counties(one.counter.scope for one in found)
    return [line(one) | {"county": names.get(one.counter.scope, "")} for one in found]


def line(series: numbers.Series) -> dict[str, Any]:
    counter = series.counter
    return {
        "url": reverse("reports:number-series", args=[counter.pk]),
        "title": named(counter),
        "last": counter.last,
        "count": series.count,
        "voided": series.voided,
        "missing": "、".join(str(one) for one in series.missing[:_SHOWN]),
    }


def rows(found: Iterable[Document], *, may_void: bool, worded: set[int]) -> list[dict[str, Any]]:
    """Give one line for each number; nothing on it names the person whom a paper is about.

    :param worded: the keys of those whose Word and its copies the user may see
    """
    kinds = voiding.kinds() if may_void else frozenset()
    return [
        _row(one, may_void=one.kind in kinds) | _word(one, worded, takes=may_void) for one in found
    ]


def _word(row: Document, worded: set[int], *, takes: bool) -> dict[str, str]:
    if row.pk not in worded:
        return {"word_url": "", "copies_url": ""}
    word = reverse("reports:number-word", args=[row.pk]) if takes else ""
    return {"word_url": word, "copies_url": reverse("reports:word-copies", args=[row.pk])}


def _row(row: Document, *, may_void: bool) -> dict[str, Any]:
    void = getattr(row, "voiding", None)
    url = reverse("reports:number-void", args=[row.pk])
    return {
        "reference": row.reference,
        "on": dates.legal_day(row.requested_at),
        "by": row.requested_by.name,
        "pages": row.page_count or None,
        "mark": _mark(row) if void is None else (_("作废"), "red", "circle-alert"),
        "void": void,
        "void_url": url if may_void and void is None else "",
    }


def _mark(row: Document) -> tuple[str, str, str]:
    tones = {
        DocumentState.READY: ("green", "circle-check"),
        DocumentState.FAILED: ("red", "circle-alert"),
    }
    return (row.get_state_display(), *tones.get(DocumentState(row.state), ("blue", "clock")))
