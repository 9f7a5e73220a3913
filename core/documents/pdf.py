"""The PDF engine: HTML in, PDF/A-2a bytes out. Same HTML, same fonts: same bytes.

Nothing is fetched but `data:` and the style sheets that lie beside this module, called `app:NAME`.
Import this only in processes that print: it loads WeasyPrint.
"""

import gc
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from html import unescape

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.documents import lean  # noqa: F401 - loads WeasyPrint, so before it

# isort: split
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from core.documents import (
    codes,
    colophons,
    drawings,
    faces,
    frames,
    justify,
    marks,
    sharing,
    shedding,
    sheets,
    shortcuts,
    streams,
    texts,
)
from core.documents.errors import RenderingFailed

VARIANT = "pdf/a-2a"
BACK = "comes-back"  # id where the sheets begin that come back; without it all pages do
UPPER = 'class="codes-above"'  # of the body: the codes stand at the top, for the foot is full
RECEIPT = "huizheng"  # class and kind of page of a receipt: its pages are known before the layout
LONGEST = 30_000  # characters of one text; a field of a form holds 20,000 at most
_TAG = re.compile(r"<[^>]*>")
_FORESEEN = range(1, 17)  # pages that get their codes without one more layout

justify.install()
colophons.install()
sheets.install()
streams.install()
faces.install()
drawings.install()
sharing.install()
shedding.install()
shortcuts.install()


@dataclass(frozen=True)
class Pdf:
    """The bytes, how many pages, on which page (from 1) each element with an id begins, and which
    page bears which code."""

    body: bytes
    page_count: int
    anchors: dict[str, int]
    codes: dict[int, str]


class ClosedFetcher(URLFetcher):
    """Give our own style sheets and drawings, and data: URIs; stop the rendering on anything else.

    :param code: page → the code that it bears
    :param mark: what the mark of page 1 says
    """

    def __init__(self, code: Callable[[int], str] | None = None, mark: str = ""):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.code, self.mark = code, mark
        self.coded: set[int] = set()  # pages whose codes the last layout asked for

    def fetch(self, url, headers=None):
        if url in sheets.assets():
            return URLFetcherResponse(url, sheets.assets()[url], {"Content-Type": "text/css"})
        if drawn := self._drawn(url):
            return URLFetcherResponse(url, drawn, {"Content-Type": "image/svg+xml"})
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"文件模板引用了外部资源：{url[:80]}")
        return super().fetch(url, headers)

    def _drawn(self, url: str) -> bytes:
        if self.mark and url == marks.ADDRESS:
            return marks.drawing(self.mark)
        place = codes.asked(url)
        if self.code is None or place is None:
            return b""
        self.coded.add(place[0])
        return codes.drawing(self.code(place[0]), place[1])


def render(html: str, *, code: Callable[[int], str] | None = None, mark: str = "") -> Pdf:
    """Print one HTML page tree.

    :param code: page → the code it bears, on the pages that come back
    :param mark: what the mark at the foot of page 1 says: `marks.address`

    :raises RenderingFailed: a character has no glyph, a text is too long, or the page asks for a
        foreign resource
    """
    _check_lengths(html)
    fetcher = ClosedFetcher(code, mark)
    try:
        with _unswept(), _listening():
            return frames.roomy(partial(_printed, texts.clean(html), fetcher))
    except FatalURLFetchingError as error:
        raise RenderingFailed(str(error)) from error


def _check_lengths(html: str) -> None:
    """Refuse what would keep a worker for minutes: a text without a place to break costs n².

    :raises RenderingFailed: a text between two tags is longer than `LONGEST`
    """
    long = (text for text in _TAG.split(html) if len(text) > LONGEST)
    if any(len(unescape(text)) > LONGEST for text in long):
        raise RenderingFailed(f"有一段文字超过 {LONGEST} 字，不能排印，请分段或者改作附件")


def _printed(html: str, fetcher: ClosedFetcher) -> Pdf:
    page_tree = HTML(string=html, url_fetcher=fetcher)
    added = [marks.style()] if fetcher.mark else []

    def laid(*css: str):
        fetcher.coded.clear()
        sheets_told = [sheets.parsed(one) for one in (*added, *css)]
        return page_tree.render(font_config=_fonts(os.getpid()), stylesheets=sheets_told)

    if fetcher.code is None:
        return _written(laid(), {})
    edge = "top" if UPPER in html else "bottom"
    document = laid(*_foreseen(html, edge))
    found = _coded(document, fetcher.code)
    if found.keys() - fetcher.coded:
        document = laid(codes.style(found, edge=edge))
    return _written(document, found)


def _foreseen(html: str, edge: str) -> list[str]:
    """Answer the sheet for codes on pages that are known before the layout to come back."""
    if f'id="{BACK}"' not in html:
        return [codes.style(_FORESEEN, edge=edge)]
    return [codes.style(_FORESEEN, of=RECEIPT)] if RECEIPT in html else []


def _written(document, found: dict[int, str]) -> Pdf:
    return Pdf(_write(document), len(document.pages), _anchors(document), found)


def _coded(document, code: Callable[[int], str]) -> dict[int, str]:
    first = _anchors(document).get(BACK, 1)
    return {page: code(page) for page in range(first, len(document.pages) + 1)}


def _write(document) -> bytes:
    with warnings.catch_warnings():  # WeasyPrint 70 leaves its own colour profile open
        warnings.simplefilter("ignore", ResourceWarning)
        return document.write_pdf(pdf_variant=VARIANT, finisher=streams.settle)


def _anchors(document) -> dict[str, int]:
    """Answer the page on which each id first stands."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


@contextmanager
def _unswept() -> Iterator[None]:
    """Look for no garbage meanwhile, and sweep what was made meanwhile at the end.

    A layout makes millions of small objects and keeps them: an annex of 2,000 rows took 8.9 s of
    CPU with the looking and 7.5 without, in two runs. All of them are young when it is printed,
    and one look at the young frees them before they are looked at twice more as survivors.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


@contextmanager
def _listening() -> Iterator[None]:
    """Fail when WeasyPrint tells its log that a character or a drawing could not be drawn."""
    logger = logging.getLogger("weasyprint")
    ear = _Ear()
    logger.disabled = False  # any library's dictConfig may have silenced it
    logger.addHandler(ear)
    try:
        yield
    finally:
        logger.removeHandler(ear)
    if ear.missing:
        raise RenderingFailed("字体中没有这些字符，无法打印：" + "、".join(sorted(ear.missing)))
    if ear.undrawn:
        raise RenderingFailed("图形没有画出，无法打印：" + "、".join(sorted(ear.undrawn)))


class _Ear(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()
        self.undrawn: set[str] = set()

    def emit(self, record):
        told = str(record.msg)
        if ".notdef" in told and isinstance(record.args, tuple):
            mark, code = record.args
            self.missing.add(f"{mark}（U+{code:04X}）")
        elif told.startswith("Failed to render SVG"):  # a code or a chart that would be missing
            self.undrawn.add(_place(record.args[0]) or "图表")  # a chart is at no address
        elif told.startswith("Failed to load image"):  # our own, and no SVG at all; or a photo
            self.undrawn.add(_place(record.args[0]))


def _place(address: str | None) -> str:
    """Answer how a drawing is called; of one that stands in its address, its kind."""
    kind = (address or "").partition(",")[0]
    return "照片" if kind.endswith(";base64") else kind


@cache
def _fonts(pid: int) -> FontConfiguration:
    """One font configuration per process: it is dear to make and does not survive a fork.

    Only the product's own faces are seen, so a host's fonts cannot change a document. The address
    is set for this moment alone: a browser started from here keeps the system's fonts.
    """
    place = settings.FONTS_DIR / "fonts.conf"
    if not place.is_file():
        raise ImproperlyConfigured(f"document fonts are not built: {place} is missing")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(place)
    try:
        return FontConfiguration()
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
