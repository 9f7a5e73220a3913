"""The two large parts of a workbook, streamed by expat, since element trees took most of an import.

A document type or an entity is refused, as defusedxml does; a workbook has no use for either.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from defusedxml.common import DTDForbidden

_CHUNK = 1 << 18
_DIGITS = "0123456789"


def _refuse(*_args: Any) -> None:
    raise DTDForbidden("doctype", None, None)


class _Stream(ABC):
    """Feed a part to expat chunk by chunk; names come without their prefix."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.done: list[Any] = []
        self.taking = False
        self.phonetic = False
        self.said = ""

    @abstractmethod
    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note that an element begins."""

    @abstractmethod
    def end(self, name: str) -> None:
        """Take note that an element ends."""

    def words(self, data: str) -> None:
        if self.taking:
            self.said += data

    def over(self, source: IO[bytes]) -> Iterator[Any]:
        """Give what was completed, chunk after chunk."""
        while chunk := source.read(_CHUNK):
            self.parser.Parse(chunk, False)
            yield from self.done
            self.done = []
        self.parser.Parse(b"", True)
        yield from self.done


class Strings(_Stream):
    """The shared strings in order; the reading aids of phonetic runs are left out."""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self.said = ""
        elif name == "rPh":
            self.phonetic = True
        elif name == "t":
            self.taking = not self.phonetic

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self.taking = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.done.append(self.said)


class Rows(_Stream):
    """(row number, [(column from 1, kind, text, style, is formula)]) for each row of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.cells: list[tuple[int, str, str, str, bool]] = []
        self.column, self.kind, self.style, self.formula = 0, "n", "0", False
        self.places: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "c":
            self.column = self._place(attributes.get("r", ""))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.said, self.formula = "", False
        elif name in ("v", "t"):
            self.taking = not self.phonetic
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.cells, self.column = [], 0
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name in ("v", "t"):
            self.taking = False
        elif name == "c":
            if self.said or self.formula:
                self.cells.append((self.column, self.kind, self.said, self.style, self.formula))
        elif name == "row":
            self.done.append((self.number, self.cells))
        elif name == "rPh":
            self.phonetic = False

    def _place(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        if not letters:
            return self.column + 1
        if letters not in self.places:
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter.upper()) - 64
            self.places[letters] = place
        return self.places[letters]
