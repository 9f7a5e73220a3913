"""Boxes let go of as soon as a page is tagged, for WeasyPrint 70.0.

The tags of a long table take as much memory as its boxes, which WeasyPrint keeps until the file is
written though nobody looks at a page's boxes once its tags are made. Here they are let go of page
by page, so that the tags take their place. It uses internal interfaces, so the version is pinned,
and a test compares the bytes.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from weasyprint import pdf

_add = pdf.add_tags


class Going(list):
    """Pages that lose their boxes when the next one is asked for."""

    def __iter__(self) -> Iterator[Any]:
        for page in super().__iter__():
            yield page
            page._page_box = None


def install() -> None:
    """Replace WeasyPrint's tagging for this process."""
    pdf.add_tags = add_tags


def add_tags(paper: Any, document: Any, *told: Any) -> None:
    """Tag a document; afterwards it can be written, but not drawn again."""
    _add(paper, SimpleNamespace(pages=Going(document.pages)), *told)
