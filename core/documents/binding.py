"""Binding: papers and pictures in order as one PDF, each numbered page stamped at its upper edge.

The number stands where GB/T 9705 has it, outside at the top: right on odd pages, left on even
ones. PDFium copies the pages, whatever their writer; pypdf adds bookmarks to what PDFium wrote.
"""

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image
from pypdf import PdfReader, PdfWriter

from core.documents.blackout import PDFIUM, SPOILT, Unreadable

_PDF = "application/pdf"
_A4 = (595.28, 841.89)  # points
_EDGE, _TOP, _SIZE = 42.5, 34.0, 11.0  # points: 15 mm from the side, 12 mm from the top
_DIGIT = 0.556  # width of a digit of Helvetica in parts of its size


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
    with PDFIUM, closing(pypdfium2.PdfDocument.new()) as volume:
        marks, number = [], 0
        for piece in [*front, *pieces, *back]:
            marks.append((piece.title, len(volume)))
            first = len(volume)
            _append(volume, piece)
            if any(piece is one for one in pieces):
                for place in range(first, len(volume)):
                    number += 1
                    _stamp(volume, place, number)
        out = BytesIO()
        volume.save(out)
    return _marked(out.getvalue(), marks, title)


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
        jpeg = BytesIO()
        image.convert("RGB").save(jpeg, "JPEG", quality=88)
        width, height = image.size
    sheet_width, sheet_height = _A4 if height >= width else _A4[::-1]
    room = (sheet_width - 2 * _EDGE, sheet_height - 3 * _TOP)
    scale = min(room[0] / width, room[1] / height, 1.0)
    size = (width * scale, height * scale)
    with closing(volume.new_page(sheet_width, sheet_height)) as sheet:
        picture = pypdfium2.PdfImage.new(volume)
        picture.load_jpeg(BytesIO(jpeg.getvalue()), inline=True)
        at = ((sheet_width - size[0]) / 2, (sheet_height - size[1]) / 2)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(*size).translate(*at))
        sheet.insert_obj(picture)
        sheet.gen_content()


def _stamp(volume: pypdfium2.PdfDocument, place: int, number: int) -> None:
    """Write a page's number at its upper outer corner as the page is seen, turned or not."""
    words = str(number)
    with ExitStack() as held:
        page = held.enter_context(closing(volume[place]))
        width, height = page.get_size()
        across = width - _EDGE - len(words) * _DIGIT * _SIZE if number % 2 else _EDGE
        matrix = _upright(page, across, height - _TOP)
        text = pdfium.FPDFPageObj_NewTextObj(volume.raw, b"Helvetica", ctypes.c_float(_SIZE))
        wide = (words + "\x00").encode("utf-16-le")
        pdfium.FPDFText_SetText(text, ctypes.cast(ctypes.c_char_p(wide), pdfium.FPDF_WIDESTRING))
        stamp = pypdfium2.PdfObject(text, pdf=volume)
        stamp.set_matrix(matrix)
        page.insert_obj(stamp)
        page.gen_content()


def _upright(page: pypdfium2.PdfPage, x: float, y: float) -> pypdfium2.PdfMatrix:
    """Answer the matrix that sets text upright at a point of the page as it is seen.

    A page may be turned by /Rotate and may not begin at the origin.
    """
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()
    point = {
        0: (left + x, bottom + y),
        90: (right - y, bottom + x),
        180: (right - x, top - y),
        270: (left + y, top - x),
    }[turned]
    return pypdfium2.PdfMatrix().rotate(turned, ccw=True).translate(*point)


def _marked(body: bytes, marks: list[tuple[str, int]], title: str) -> bytes:
    """Add a bookmark for each piece, the title and nothing that changes from run to run."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(body)), import_outline=False)  # without PDFium's chance /ID
    for words, page in marks:
        writer.add_outline_item(title=words, page_number=page)
    writer.page_mode = "/UseOutlines"
    writer.metadata = {"/Title": title}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
