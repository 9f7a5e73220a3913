"""Scans: pages of a PDF or photos, cut apart, drawn, and their codes read.

Only this module knows the reader (zxing-cpp). It looks at the whole page first and, where nothing
is found, at its edges, larger and with more contrast; a page that says nothing is nobody's.
"""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from core.documents import codes
from core.documents.blackout import PDFIUM, SPOILT
from core.documents.blackout import Unreadable as Unreadable

PDF = "application/pdf"
MOST_PIXELS = 50_000_000  # of one picture within a PDF
_LONGEST = 3600  # pixels drawn of one page
_DPI = 220
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SCREEN = (1200, 1600)  # pixels
_EDGE = 5  # the codes lie within this part of the sheet's shorter edges


class TooLarge(Unreadable):
    """A picture within the PDF would need more memory than a sheet of paper has reason for."""


def count(content: bytes, kind: str) -> int:
    """Answer how many pages there are, after looking at the size of every picture.

    :raises TooLarge: a picture of more than 50 million pixels, or a sheet larger than a poster
    :raises Unreadable: it cannot be opened
    """
    if kind != PDF:
        return 1
    with PDFIUM, _opened(content) as document:
        try:
            for page in document:
                with closing(page):
                    _require_sane(page)
        except SPOILT as error:
            raise Unreadable from error
        return len(document)


def cut(content: bytes, kind: str, page: int) -> bytes:
    """Answer one page, from 1, as a PDF of its own with its pictures as they are.

    :raises Unreadable: there is no such page
    """
    if kind != PDF:
        return content
    with PDFIUM, _opened(content) as document, closing(pypdfium2.PdfDocument.new()) as made:
        try:
            made.import_pages(document, pages=[page - 1])
            out = BytesIO()
            made.save(out)
        except SPOILT as error:
            raise Unreadable from error
        return out.getvalue()


def draw(content: bytes, kind: str) -> Image.Image:
    """Answer the first page as a grey picture, turned as its camera held it.

    :raises Unreadable: it cannot be drawn
    """
    try:
        if kind == PDF:
            return _drawn(content)
        with Image.open(BytesIO(content)) as image:
            grey = ImageOps.exif_transpose(image).convert("L")
            grey.thumbnail((_LONGEST, _LONGEST))
            return grey
    except SPOILT as error:
        raise Unreadable from error


def picture(content: bytes, kind: str) -> bytes:
    """Answer the first page as a JPEG for the screen, without metadata.

    :raises Unreadable: it cannot be drawn
    """
    image = draw(content, kind)
    image.thumbnail(_SCREEN)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def read(image: Image.Image) -> set[str]:
    """Answer the codes of ours on a page; none, one, or several where sheets lie together."""
    for view in _views(image):
        if found := _codes(view):
            return found
    return set()


def _views(image: Image.Image) -> Iterator[Image.Image]:
    """Answer the page, then both ends of it, larger, smoothed and with its greys stretched."""
    yield image
    width, height = image.size
    deep = height // _EDGE
    for top in (height - deep, 0):
        strip = image.crop((0, top, width, top + deep))
        wide = strip.resize((strip.width * 2, strip.height * 2), Image.Resampling.BICUBIC)
        yield wide
        yield ImageOps.autocontrast(wide.filter(ImageFilter.GaussianBlur(1.5)), cutoff=2)
        yield ImageOps.autocontrast(strip.filter(ImageFilter.MedianFilter(3)), cutoff=2)
    half = image.resize((width // 2, height // 2), Image.Resampling.BOX)
    yield half
    yield ImageOps.autocontrast(image, cutoff=2)


def _codes(image: Image.Image) -> set[str]:
    read = zxingcpp.read_barcodes(image, formats=_QR)
    return {code for one in read if (code := codes.of_payload(one.text))}


def _drawn(content: bytes) -> Image.Image:
    with PDFIUM, _opened(content) as document, closing(document[0]) as sheet:
        scale = min(_DPI / 72, _LONGEST / max(*sheet.get_size(), 1))
        with closing(sheet.render(scale=scale, grayscale=True)) as bitmap:
            return bitmap.to_pil().convert("L").copy()  # the bitmap's memory goes with it


def _require_sane(page: pypdfium2.PdfPage) -> None:
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        width, height = picture.get_px_size()
        if width * height > MOST_PIXELS:
            raise TooLarge


def _opened(content: bytes) -> "closing[pypdfium2.PdfDocument]":
    try:
        return closing(pypdfium2.PdfDocument(content))
    except SPOILT as error:
        raise Unreadable from error
