"""One line of a file on its way to an ImportRow: parsed, matched, compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from core.imports.cells import Fault, Formula, Parser, plain, shown
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from core.imports.errors import CellError
from core.imports.models import Action
from core.imports.sealing import fingerprint, seal


@dataclass
class Draft:
    """What is known of a line so far. An error is {column, letter, label, text}."""

    number: int
    cells: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    clear: dict[str, str] = field(default_factory=dict, repr=False)
    errors: list[dict[str, str]] = field(default_factory=list)
    before: Values = field(default_factory=dict)
    key: str = ""
    target_id: int | None = None
    action: str = Action.NEW


class Drafter:
    """Turn cells into drafts for one definition, one county and one header."""

    def __init__(self, definition: Definition, lookups: Lookups, places: dict[str, int]) -> None:
        self.definition, self.lookups, self.places = definition, lookups, places
        self.columns: list[tuple[Column, int, Parser]] = [
            (column, places[column.name], column.parser(lookups))
            for column in definition.columns
            if column.name in places
        ]
        self.kept = {place for column, place, _p in self.columns if not column.is_forgotten}
        self.forgotten = {place for column, place, _p in self.columns if column.is_forgotten}

    def draft(self, number: int, line: Sequence[Any]) -> Draft | None:
        """Answer the draft of a line, None for a blank one."""
        if not any(cell is not None and cell != "" and plain(cell) for cell in line):
            return None
        draft = Draft(number, self._cells(line))
        for column, place, parse in self.columns:
            self._take(draft, column, parse, line[place] if place < len(line) else None)
        for name, sentence in self.definition.derive(draft.values, draft.clear, self.lookups):
            self.complain(draft, name, sentence)
        if not draft.errors:
            for name, sentence in self.definition.check(draft.values, self.lookups):
                self.complain(draft, name, sentence)
        draft.key = self.definition.key(draft.values)
        return draft

    def _cells(self, line: Sequence[Any]) -> list[str]:
        """Answer a line's cells as they were sent, those left out that nothing may keep."""
        keeps = self.definition.keeps_unread
        return [
            shown(cell) if place in self.kept or (keeps and place not in self.forgotten) else ""
            for place, cell in enumerate(line)
        ]

    def _take(self, draft: Draft, column: Column, parse: Parser, cell: Any) -> None:
        place = self.places[column.name]
        try:
            value = self._parsed(column, parse, cell)
        except CellError as error:
            self.complain(draft, column.name, error.sentence)
            value = None
        if column.secret and place < len(draft.cells):
            if value is None and draft.cells[place]:
                draft.secrets[column.name] = seal(draft.cells[place])
            draft.cells[place] = ""
        if value is None:
            return
        if column.is_forgotten:
            draft.clear[column.name] = value
            return
        if column.secret:
            draft.clear[column.name] = value
            draft.secrets[column.name] = seal(value)
            value = fingerprint(value)
        draft.values[column.name] = value

    @staticmethod
    def _parsed(column: Column, parse: Parser, cell: Any) -> Any:
        if isinstance(cell, Formula) or (isinstance(cell, str) and cell.lstrip()[:1] == "="):
            raise CellError(_("是公式，请复制后用“选择性粘贴—数值”贴回"))
        if isinstance(cell, Fault):
            raise CellError(_("是表格的错误值 %(value)s") % {"value": str(cell)[:12]})
        if cell is None or (isinstance(cell, str) and not plain(cell)):
            if column.required:
                raise CellError(_("没有填写"))
            return None
        return parse(cell)

    def complain(self, draft: Draft, name: str, sentence: str) -> None:
        """Note what is wrong with a cell, by its letter and header."""
        place = self.places.get(name)
        label = str(self.definition.column(name).label) if name else ""
        letter = get_column_letter(place + 1) if place is not None else ""
        draft.errors.append(
            {"column": name, "letter": letter, "label": label, "text": str(sentence)}
        )

    def plan(self, drafts: Sequence[Draft]) -> None:
        """Find out for a batch what each line would do: new, change, same, or wrong."""
        good = [draft for draft in drafts if not draft.errors]
        matches = self.definition.match([draft.values for draft in good], self.lookups)
        ids = sorted({match.target_id for match in matches if match.target_id})
        current = self.definition.current(ids, self.lookups) if ids else {}
        for draft, match in zip(good, matches, strict=True):
            self._settle(draft, match, current)
        for draft in drafts:
            if draft.errors:
                draft.action = Action.BAD

    def _settle(self, draft: Draft, match: Match, current: dict[int, Values]) -> None:
        if match.error:
            self.complain(draft, match.column, match.error)
            return
        draft.target_id = match.target_id
        if match.target_id is None:
            for name, sentence in self.definition.check_new(draft.values, self.lookups):
                self.complain(draft, name, sentence)
            return
        present = current[match.target_id]
        for name, sentence in self.definition.check_change(draft.values, present, self.lookups):
            self.complain(draft, name, sentence)
        draft.before = self.definition.differing(draft.values, present)
        draft.action = Action.CHANGE if draft.before else Action.SAME
