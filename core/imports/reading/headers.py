"""Finding the header row and telling which column is which."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from core.imports.cells import plain
from core.imports.definitions import Column, Definition
from core.imports.errors import Unreadable

SEARCHED = 10  # rows from the top in which the header may stand
REASONS = "错误原因"
_IGNORED = {"序号", "行号", "备注", "说明", REASONS}
_MARKS = re.compile(r"[\s*\uff0a:：　]|（必填）|\(必填\)|（选填）|\(选填\)")


class Headers:
    """Where each column of a definition stands in the file."""

    def __init__(self, definition: Definition, cells: Sequence[Any]) -> None:
        self.words = [plain(cell) for cell in cells]
        known = names_of(definition)
        self.places: dict[str, int] = {}
        self.unknown: list[str] = []
        self.twice: list[str] = []
        for place, words in enumerate(self.words):
            column = known.get(bare(words))
            if column is None:
                self._note_unknown(words, place)
            elif column.name in self.places:
                self.twice.append(words)
            else:
                self.places[column.name] = place

    def _note_unknown(self, words: str, place: int) -> None:
        if words and bare(words) not in _IGNORED:
            self.unknown.append(f"{get_column_letter(place + 1)}“{words[:20]}”")


def bare(words: str) -> str:
    """Answer a header without blanks, stars, colons and marks of need."""
    return _MARKS.sub("", words).lower()


def names_of(definition: Definition) -> dict[str, Column]:
    """Answer every word that may head a column."""
    return {
        bare(plain(str(words))): column
        for column in definition.columns
        for words in (column.label, *column.synonyms)
    }


def found_in(
    definition: Definition, rows: Sequence[tuple[int, Sequence[Any]]]
) -> tuple[int, Headers]:
    """Answer (row number, headers) of the first row that looks like the header.

    :raises Unreadable: none does, a column is missing, or stands twice
    """
    tried = [(number, Headers(definition, cells)) for number, cells in rows[:SEARCHED]]
    if not tried:
        raise Unreadable(_("文件里没有内容。"))
    number, best = max(tried, key=lambda one: (len(one[1].places), -one[0]))
    if len(best.places) < min(2, len(definition.columns)):
        wanted = _("、").join(str(c.label) for c in definition.columns if c.required)
        sentence = _(
            "前 10 行里没有找到表头（需要：%(wanted)s）。汉字乱码的请另存为 CSV UTF-8 或 .xlsx。"
        )
        raise Unreadable(sentence % {"wanted": wanted})
    if best.twice:
        sentence = _("表头重复：%(words)s。请只保留一列。")
        raise Unreadable(sentence % {"words": _("、").join(best.twice)})
    missing = [str(c.label) for c in definition.columns if c.required and c.name not in best.places]
    if missing:
        raise Unreadable(_("缺少必填的列：%(words)s。") % {"words": _("、").join(missing)})
    return number, best
