"""Stacking: many papers in one PDF for the print room, written straight to its file.

PDFium copies some dozens of papers into one block; pypdf reads the block back and its objects go
to the file under new numbers. Only a block is ever held in memory, however long the volume is.
The volume is for paper: tags and archival marks stay with the files that were issued.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO
from typing import Any, BinaryIO

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from core.documents.blackout import PDFIUM

_CATALOG, _PAGES = 1, 2  # numbers of the objects that are written last
Mark = tuple[str, int]  # a bookmark's words, and the number of its page's object


class Stack:
    """A PDF that grows on disk. Each paper begins on the front of a sheet, printed on both sides.

    :param file: new, open for writing; what was written is a PDF only after `finish`
    """

    def __init__(self, file: BinaryIO):
        self.page_count = 0
        self._file, self._at = file, 0
        self._places = {_CATALOG: 0, _PAGES: 0}
        self._blocks: list[tuple[int, int]] = []  # number of a block's tree of pages, its pages
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, papers: Sequence[bytes]) -> list[tuple[int, int]]:
        """Add a block of papers; answer of each its first page, from 1, and that page's object."""
        body, firsts = _block(papers)
        reader, base = PdfReader(BytesIO(body)), max(self._places)
        tree = reader.root_object.raw_get("/Pages").idnum
        pages = [page.indirect_reference.idnum + base for page in reader.pages]  # type: ignore[union-attr]
        unread = {reader.root_object.indirect_reference.idnum}  # type: ignore[union-attr]
        for number in sorted(reader.xref[0].keys() - unread):
            thing: Any = reader.get_object(IndirectObject(number, 0, reader))
            moved = _moved(thing, base, reader)
            if number == tree:
                moved[NameObject("/Parent")] = IndirectObject(_PAGES, 0, reader)
            self._object(number + base, moved)
        found = [(self.page_count + first, pages[first - 1]) for first in firsts]
        self._blocks.append((tree + base, len(pages)))
        self.page_count += len(pages)
        return found

    def finish(self, *, title: str, marks: Iterable[tuple[str, list[Mark]]]) -> None:
        """Write bookmarks in two levels, the tree of pages and the table of objects."""
        outlines, info = max(self._places) + 1, max(self._places) + 2
        self._words(info, f"<< /Title {_text(title)} >>")
        self._outlines(outlines, info + 1, list(marks))
        kids = " ".join(f"{tree} 0 R" for tree, _pages in self._blocks)
        self._words(_PAGES, f"<< /Type /Pages /Count {self.page_count} /Kids [{kids}] >>")
        told = f"/Pages {_PAGES} 0 R /Outlines {outlines} 0 R /PageMode /UseOutlines"
        self._words(_CATALOG, f"<< /Type /Catalog {told} /Lang (zh-CN) >>")
        self._table(info)

    def _outlines(self, root: int, first: int, marks: list[tuple[str, list[Mark]]]) -> None:
        heads, number = [], first
        for _words, inner in marks:
            heads.append(number)
            number += 1 + len(inner)
        self._words(root, f"<< /Type /Outlines {_ends(heads)} /Count {len(heads)} >>")
        for head, (words, inner) in zip(heads, marks, strict=True):
            own = [head + 1 + place for place in range(len(inner))]
            down = f"{_ends(own)} /Count -{len(own)} "
            self._mark(head, root, heads, (words, inner[0][1]), down)
            for item, mark in zip(own, inner, strict=True):
                self._mark(item, head, own, mark, "")

    def _mark(self, number: int, parent: int, among: list[int], mark: Mark, down: str) -> None:
        near = ""
        if number != among[0]:
            near += f"/Prev {among[among.index(number) - 1]} 0 R "
        if number != among[-1]:
            near += f"/Next {among[among.index(number) + 1]} 0 R "
        words, page = mark
        told = f"/Title {_text(words)} /Parent {parent} 0 R /Dest [{page} 0 R /Fit]"
        self._words(number, f"<< {told} {near}{down}>>")

    def _table(self, info: int) -> None:
        begins, size = self._at, max(self._places) + 1
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
        for number in range(1, size):
            place = self._places.get(number)
            kind = "00000 n" if place else "65535 f"
            self._write(f"{place or 0:010} {kind} \n".encode())
        told = f"/Size {size} /Root {_CATALOG} 0 R /Info {info} 0 R"
        self._write(f"trailer\n<< {told} >>\nstartxref\n{begins}\n%%EOF\n".encode())

    def _words(self, number: int, words: str) -> None:
        self._places[number] = self._at
        self._write(f"{number} 0 obj\n{words}\nendobj\n".encode())

    def _object(self, number: int, thing: PdfObject) -> None:
        out = BytesIO()
        thing.write_to_stream(out)
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, out.getvalue()))

    def _write(self, body: bytes) -> None:
        self._file.write(body)
        self._at += len(body)


def _block(papers: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Answer one PDF of some papers and the first page of each, an odd one."""
    firsts = []
    with PDFIUM, closing(pypdfium2.PdfDocument.new()) as block:
        for body in papers:
            firsts.append(len(block) + 1)
            with closing(pypdfium2.PdfDocument(body)) as paper:
                block.import_pages(paper)
                if len(block) % 2:
                    block.new_page(*paper.get_page_size(len(paper) - 1)).close()
        out = BytesIO()
        block.save(out)
    return out.getvalue(), firsts


def _moved(thing: Any, base: int, reader: PdfReader) -> Any:
    """Answer a thing whose references lead to where the others of its block went."""
    if isinstance(thing, IndirectObject):
        return IndirectObject(thing.idnum + base, 0, reader)
    if isinstance(thing, DictionaryObject):
        for key in list(thing):
            thing[NameObject(key)] = _moved(thing.raw_get(key), base, reader)
    elif isinstance(thing, ArrayObject):
        thing[:] = [_moved(one, base, reader) for one in list.__iter__(thing)]
    return thing


def _ends(numbers: list[int]) -> str:
    return f"/First {numbers[0]} 0 R /Last {numbers[-1]} 0 R"


def _text(words: str) -> str:
    coded = ("\ufeff" + words).encode("utf-16-be")
    return f"<{coded.hex()}>"
