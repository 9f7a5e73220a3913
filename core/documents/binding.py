"""Binding: papers and pictures in order as one PDF, each numbered page stamped at its upper edge.

The number stands where GB/T 9705 has it, outside at the top: right on odd pages, left on even
ones; below what stands there already. PDFium copies the pages, whatever their writer; pypdf adds
numbers and bookmarks to what PDFium wrote.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from core.documents import corners
from core.documents.blackout import PDFIUM, SPOILT, Unreadable

_PDF = "application/pdf"
_A4 = (595.28, 841.89)  # points
_FONT = "/RecallStamp"
_HELVETICA = {
    NameObject("/Type"): NameObject("/Font"),
    NameObject("/Subtype"): NameObject("/Type1"),
    NameObject("/BaseFont"): NameObject("/Helvetica"),
}


@dataclass(frozen=True)
class Piece:
    """One paper: what the bookmark calls it, its kind (a MIME type) and its bytes.

    `pages` are the first and the last of its pages, from 1, where the bytes hold other papers too.
    """

    title: str
    kind: str
    body: bytes
    pages: tuple[int, int] | None = None


def can_bind(piece: Piece) -> bool:
    """Answer whether the piece can be opened; an uploaded PDF may be locked or spoilt."""
    try:
        if piece.kind == _PDF:
            return _count(piece) > 0
        with _reading(), Image.open(BytesIO(piece.body)) as image:
            image.load()
    except Unreadable:
        return False
    return True


def starts(pieces: list[Piece]) -> list[int]:
    """Answer the number of each piece's first page when all are bound, from 1, and one past all.

    :raises Unreadable: a PDF cannot be opened
    """
    return [1, *accumulate((_count(piece) for piece in pieces), initial=1)][1:]


def bind(front: list[Piece], pieces: list[Piece], back: list[Piece], *, title: str) -> bytes:
    """Answer one PDF of all; only the pages of `pieces` are numbered and stamped.

    :raises Unreadable: a piece cannot be opened
    """
    marks: list[tuple[str, int]] = []
    with PDFIUM, closing(pypdfium2.PdfDocument.new()) as volume:
        for piece in [*front, *pieces, *back]:
            marks.append((piece.title, len(volume)))
            _append(volume, piece)
        out = BytesIO()
        volume.save(out)
        places = [*(place for _words, place in marks), len(volume)]
        numbered = range(places[len(front)], places[len(front) + len(pieces)])
        drops = [_drop(volume, place, number) for number, place in enumerate(numbered, 1)]
    return _finished(out.getvalue(), marks, dict(zip(numbered, drops, strict=True)), title)


def _drop(volume: pypdfium2.PdfDocument, place: int, number: int) -> float:
    with closing(volume[place]) as page:
        return corners.drop(page, number)


def _count(piece: Piece) -> int:
    if piece.pages:
        return piece.pages[1] - piece.pages[0] + 1
    if piece.kind != _PDF:
        return 1
    with PDFIUM, _reading(), closing(pypdfium2.PdfDocument(piece.body)) as document:
        return len(document)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except SPOILT as error:
        raise Unreadable from error


def _append(volume: pypdfium2.PdfDocument, piece: Piece) -> None:
    if piece.kind != _PDF:
        return _append_picture(volume, piece.body)
    with _reading(), closing(pypdfium2.PdfDocument(piece.body)) as document:
        first, last = piece.pages or (1, len(document))
        volume.import_pages(document, pages=list(range(first - 1, last)))
    return None


def _append_picture(volume: pypdfium2.PdfDocument, body: bytes) -> None:
    """Put a picture on a sheet of A4 of its own, as large as the margins let it be."""
    with _reading(), Image.open(BytesIO(body)) as image:
        width, height = image.size
        if image.format != "JPEG" or image.mode not in ("RGB", "L"):
            out = BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=88)
            body = out.getvalue()
    sheet_width, sheet_height = _A4 if height >= width else _A4[::-1]
    room = (sheet_width - 2 * corners.EDGE, sheet_height - 3 * corners.TOP)
    scale = min(room[0] / width, room[1] / height, 1.0)
    size = (width * scale, height * scale)
    with closing(volume.new_page(sheet_width, sheet_height)) as sheet:
        picture = pypdfium2.PdfImage.new(volume)
        picture.load_jpeg(BytesIO(body), inline=True)
        at = ((sheet_width - size[0]) / 2, (sheet_height - size[1]) / 2)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(*size).translate(*at))
        sheet.insert_obj(picture)
        sheet.gen_content()


def _finished(
    body: bytes, marks: list[tuple[str, int]], numbered: dict[int, float], title: str
) -> bytes:
    """Add numbers and bookmarks, the title, and nothing that changes from run to run.

    :param numbered: page, from 0 → how many points below its usual place its number stands
    """
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(body)), import_outline=False)  # without PDFium's chance /ID
    font = writer._add_object(DictionaryObject(_HELVETICA))
    for number, (place, down) in enumerate(numbered.items(), 1):
        page = writer.pages[place]
        _stamp(writer, page, f"({number})", _upright(page, number, down), font)
    for words, first in marks:
        writer.add_outline_item(title=words, page_number=first)
    writer.page_mode = "/UseOutlines"
    writer.metadata = {"/Title": title}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _stamp(
    writer: PdfWriter,
    page: PageObject,
    number: str,
    at: tuple[float, ...],
    font: IndirectObject,
) -> None:
    """Write a page's number at its upper outer corner as the page is seen, turned or not.

    What the page draws is closed off first, so that it cannot turn or hide the number.
    """
    fonts = _dictionary(_dictionary(page, "/Resources"), "/Font")
    fonts[NameObject(_FONT)] = font
    matrix = " ".join(f"{part:.2f}" for part in at)
    words = f"Q q BT {_FONT} {corners.SIZE} Tf {matrix} Tm {number} Tj ET Q"
    parts = [_stream(writer, "q"), *_drawn(page), _stream(writer, words)]
    page[NameObject("/Contents")] = ArrayObject(parts)


def _drawn(page: PageObject) -> list[Any]:
    """Answer the streams that draw a page, none for a blank one."""
    if "/Contents" not in page:
        return []
    held = page.raw_get("/Contents")
    inner = held.get_object()
    return list(inner) if isinstance(inner, ArrayObject) else [held]


def _dictionary(holder: DictionaryObject, name: str) -> DictionaryObject:
    """Answer the dictionary that another holds by a name, made if there is none."""
    if name not in holder:
        holder[NameObject(name)] = DictionaryObject()
    held: DictionaryObject = holder[name].get_object()  # type: ignore[assignment]
    return held


def _stream(writer: PdfWriter, words: str) -> IndirectObject:
    made = StreamObject()
    made.set_data(f"\n{words}\n".encode())
    return writer._add_object(made)


def _upright(page: PageObject, number: int, down: float) -> tuple[float, ...]:
    """Answer the matrix that sets a number upright at its corner of the page as it is seen.

    A page may be turned by /Rotate and may not begin at the origin.
    """
    box, turned = page.cropbox, page.rotation % 360
    width, height = float(box.width), float(box.height)
    if turned in (90, 270):
        width, height = height, width
    x, y = corners.left(number, width), height - corners.TOP - down
    left, bottom, right, top = (float(side) for side in (*box.lower_left, *box.upper_right))
    return {
        0: (1, 0, 0, 1, left + x, bottom + y),
        90: (0, 1, -1, 0, right - y, bottom + x),
        180: (-1, 0, 0, -1, right - x, top - y),
        270: (0, -1, 1, 0, left + y, top - x),
    }[turned]
