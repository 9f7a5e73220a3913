"""What one text of a paper says differently from another, paragraph by paragraph."""

from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import gettext as _

from core.documents import composing
from core.documents.wordings import Words
from schemes.queries.diffs import Change


def compare(old: Words, new: Words) -> list[Change]:
    """Answer what differs; empty if both say the same."""
    heads = [(_("标题"), old.title, new.title), (_("主送"), old.addressee, new.addressee)]
    changes = [_change(label, a, b) for label, a, b in heads if a != b]
    before, after = composing.lines(old.body), composing.lines(new.body)
    return [*changes, *of_lines(before, after, _place)]


def of_lines(before: list[str], after: list[str], named: Callable[[int], str]) -> list[Change]:
    """Answer the paragraphs that differ.

    :param named: place of a paragraph in `before`, from 0 → what it is called
    """
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = zip_longest(before[a:b], after[c:d], fillvalue="")
        changes += [_change(named(a + n), one, two) for n, (one, two) in enumerate(pairs)]
    return changes


def _place(index: int) -> str:
    return _("正文第%(n)s段") % {"n": index + 1}


def _change(label: str, before: str, after: str) -> Change:
    return Change(label, before or _("无"), after or _("无"))
