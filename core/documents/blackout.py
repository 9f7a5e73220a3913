"""Black-out: rectangles burnt into the pixels of a picture or of a PDF's pages.

A PDF comes out as pictures of its pages: neither text, notes nor earlier states lie beneath.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from threading import Lock
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw

PAGES = 60
_DPI = 150
_LONGEST = 3000  # pixels; a poster is drawn smaller, not refused
_QUALITY = 85
_PDF = "application/pdf"
PDFIUM = Lock()  # PDFium is not safe with threads
SPOILT = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    struct.error,
    zlib.error,
    pypdfium2.PdfiumError,
    Image.DecompressionBombError,
)


class Unreadable(Exception):
    """The file cannot be drawn."""


class Area(NamedTuple):
    """A rectangle on a page (from 1), in percent of the page's width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float

    def fits(self, pages: int) -> bool:
        """Say whether it lies on one of so many pages and has a size."""
        return (
            1 <= self.page <= pages
            and min(self.left, self.top) >= 0
            and min(self.width, self.height) > 0
            and max(self.left + self.width, self.top + self.height) <= 100
        )


def pages(content: bytes, kind: str) -> int:
    """Answer the number of pages, 1 for a picture.

    :raises Unreadable: the PDF cannot be opened
    """
    if kind != _PDF:
        return 1
    with _document(content) as document:
        return len(document)


def draw(content: bytes, kind: str, page: int) -> Image.Image:
    """Answer a page as a picture without metadata.

    :raises Unreadable: it cannot be drawn, or there is no such page
    """
    if kind != _PDF:
        return _plain(content)
    with _document(content) as document:
        if not 1 <= page <= len(document):
            raise Unreadable
        return _drawn(document, page)


def burn(content: bytes, kind: str, areas: list[Area]) -> bytes:
    """Answer the file of the same kind with the areas black and nothing beneath them.

    :raises Unreadable: it cannot be drawn
    """
    if kind == _PDF:
        return _burnt_pdf(content, areas)
    return _saved(_blackened(_plain(content), areas), "PNG" if kind == "image/png" else "JPEG")


def preview(content: bytes, kind: str, page: int, areas: list[Area]) -> bytes:
    """Answer a page as PNG with a grid of tenths, by which areas are told, and the areas black.

    :raises Unreadable: as `draw`
    """
    image = draw(content, kind, page)
    image.thumbnail((1000, 1400))
    image = _blackened(image, [area for area in areas if area.page == page])
    pen = ImageDraw.Draw(image)
    width, height = image.size
    for tenth in range(1, 10):
        x, y = width * tenth // 10, height * tenth // 10
        pen.line((x, 0, x, height), fill=(90, 130, 200))
        pen.line((0, y, width, y), fill=(90, 130, 200))
        pen.text((x + 2, 2), str(tenth * 10), fill=(160, 30, 30))
        pen.text((2, y + 2), str(tenth * 10), fill=(160, 30, 30))
    return _saved(image, "PNG")


@contextmanager
def _document(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            with closing(pypdfium2.PdfDocument(content)) as document:
                yield document
        except SPOILT as error:
            raise Unreadable from error


def _drawn(document: pypdfium2.PdfDocument, page: int) -> Image.Image:
    with closing(document[page - 1]) as sheet:
        scale = min(_DPI / 72, _LONGEST / max(*sheet.get_size(), 1))
        with closing(sheet.render(scale=scale)) as bitmap:
            # A copy: the bitmap's memory goes with it.
            return bitmap.to_pil().convert("RGB").copy()


def _plain(content: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(content)) as image:
            image.load()
            return _flat(image)
    except SPOILT as error:
        raise Unreadable from error


def _flat(image: Image.Image) -> Image.Image:
    """Answer the pixels alone on white: no metadata, no transparency to hide beneath."""
    shown = image.convert("RGBA")
    ground = Image.new("RGB", shown.size, "white")
    ground.paste(shown, mask=shown.getchannel("A"))
    return ground


def _blackened(image: Image.Image, areas: list[Area]) -> Image.Image:
    pen, (width, height) = ImageDraw.Draw(image), image.size
    for area in areas:
        left, top = int(area.left * width / 100), int(area.top * height / 100)
        right = -int(-(area.left + area.width) * width // 100)
        bottom = -int(-(area.top + area.height) * height // 100)
        pen.rectangle((left, top, right, bottom), fill=(0, 0, 0))
    return image


def _saved(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    image.save(out, form, **({"quality": _QUALITY} if form == "JPEG" else {}))
    return out.getvalue()


def _burnt_pdf(content: bytes, areas: list[Area]) -> bytes:
    """Draw page after page into a new document; one page's pixels are in memory at a time."""
    with _document(content) as source, closing(pypdfium2.PdfDocument.new()) as made:
        for number in range(1, len(source) + 1):
            image = _blackened(_drawn(source, number), [a for a in areas if a.page == number])
            with closing(source[number - 1]) as sheet:
                size = sheet.get_size()
            _add(made, image, size)
        out = BytesIO()
        made.save(out)
        return out.getvalue()


def _add(made: pypdfium2.PdfDocument, image: Image.Image, size: tuple[float, float]) -> None:
    sheet = made.new_page(*size)
    picture = pypdfium2.PdfImage.new(made)
    picture.load_jpeg(BytesIO(_saved(image, "JPEG")), inline=True)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(*size))
    sheet.insert_obj(picture)
    sheet.gen_content()
    sheet.close()
