"""The PDF engine: HTML in, PDF/A-2a bytes out. Same HTML, same fonts: same bytes.

Nothing is fetched but `data:` and the style sheets that lie beside this module, called `app:NAME`.
Import this only in processes that print: it loads WeasyPrint.
"""

import gc
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from core.documents import codes, justify, marks, texts
from core.documents.errors import RenderingFailed

STYLES = Path(__file__).parent / "styles"
VARIANT = "pdf/a-2a"
COLOPHON = "banji"  # id of the 版记; it belongs on an even page
BACK = "comes-back"  # id where the sheets begin that come back; without it all pages do
MM = 25.4 / 96  # of a CSS pixel
OWN_PAGE = ".banji-seat { page: banji; break-before: left }"

justify.install()
gc.set_threshold(
    50_000, 50, 50
)  # layout makes many small objects: a third less time on long tables


@dataclass(frozen=True)
class Pdf:
    """The bytes, how many pages, on which page (from 1) each element with an id begins, and which
    page bears which code."""

    body: bytes
    page_count: int
    anchors: dict[str, int]
    codes: dict[int, str]


class ClosedFetcher(URLFetcher):
    """Give our own style sheets and data: URIs; stop the rendering on anything else."""

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url, headers=None):
        if url in _assets():
            return URLFetcherResponse(url, _assets()[url], {"Content-Type": "text/css"})
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"文件模板引用了外部资源：{url[:80]}")
        return super().fetch(url, headers)


def render(html: str, *, code: Callable[[int], str] | None = None, mark: str = "") -> Pdf:
    """Print one HTML page tree.

    :param code: page → the code it bears, on the pages that come back
    :param mark: what the mark at the foot of page 1 says: `marks.address`

    :raises RenderingFailed: a character has no glyph, or the page asks for a foreign resource
    """
    fonts = _fonts(os.getpid())
    page_tree = HTML(string=texts.clean(html), url_fetcher=ClosedFetcher())
    try:
        with _listening():
            document, sheets = _first(page_tree, mark, fonts)
            if _anchors(document).get(COLOPHON, 0) % 2:
                sheets.append(CSS(string=OWN_PAGE, font_config=fonts))
                document = page_tree.render(font_config=fonts, stylesheets=sheets)
            found = _marks(document, code) if code else {}
            if found:
                sheets.append(_coded(document, found, fonts))
                document = page_tree.render(font_config=fonts, stylesheets=sheets)
            body = _write(document)
    except FatalURLFetchingError as error:
        raise RenderingFailed(str(error)) from error
    return Pdf(body, len(document.pages), _anchors(document), found)


def _first(page_tree: HTML, mark: str, fonts: FontConfiguration) -> tuple[Any, list[CSS]]:
    """Lay the pages out with the mark where official paper has its margins; answer the sheets too.

    Other paper is laid out once more.
    """
    sheets = [_marked(mark, marks.USUAL, fonts)] if mark else []
    document = page_tree.render(font_config=fonts, stylesheets=sheets)
    room = _margins(document.pages[0])
    if mark and not marks.is_usual(room):
        sheets = [_marked(mark, room, fonts)]
        document = page_tree.render(font_config=fonts, stylesheets=sheets)
    return document, sheets


def _marked(mark: str, room: codes.Margins, fonts: FontConfiguration) -> CSS:
    css = marks.style(mark, room)
    return CSS(string=css, url_fetcher=ClosedFetcher(), font_config=fonts)


def _marks(document, code: Callable[[int], str]) -> dict[int, str]:
    first = _anchors(document).get(BACK, 1)
    return {page: code(page) for page in range(first, len(document.pages) + 1)}


def _coded(document, marks: dict[int, str], fonts: FontConfiguration) -> CSS:
    """Answer the style sheet that puts the codes where each page has its margins."""
    rooms = {page: _margins(document.pages[page - 1]) for page in marks}
    css = codes.style(marks, rooms)
    return CSS(string=css, url_fetcher=ClosedFetcher(), font_config=fonts)


def _margins(page) -> codes.Margins:
    box = page._page_box  # WeasyPrint is pinned; a test reads the codes of what was printed
    sides = (box.margin_left, box.margin_right, box.margin_bottom)
    return codes.Margins(*(pixels * MM for pixels in sides))


def _write(document) -> bytes:
    with warnings.catch_warnings():  # WeasyPrint 70 leaves its own colour profile open
        warnings.simplefilter("ignore", ResourceWarning)
        return document.write_pdf(pdf_variant=VARIANT)


def _anchors(document) -> dict[str, int]:
    """Answer the page on which each id first stands."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


@contextmanager
def _listening() -> Iterator[None]:
    """Fail when WeasyPrint tells its log that a character could not be drawn."""
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


class _Ear(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()

    def emit(self, record):
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            mark, code = record.args
            self.missing.add(f"{mark}（U+{code:04X}）")


@cache
def _assets() -> dict[str, bytes]:
    return {f"app:{path.name}": path.read_bytes() for path in STYLES.glob("*.css")}


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
