"""Our own style sheets parsed once per process, for WeasyPrint 70.0.

A letter's sheet has 6 KB and is the same for all letters. WeasyPrint keeps its own sheet so; what
is read of a sheet is never changed by a document. Its lengths are reckoned as it is read. This uses
an internal interface, so the version is pinned, and a test compares the bytes with those of sheets
read anew and as they are written.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from weasyprint import CSS, css

from core.documents import reckoning

STYLES = Path(__file__).parent / "styles"


def install() -> None:
    """Replace WeasyPrint's reading of linked style sheets for this process."""
    css.CSS = read


def read(**told: Any) -> CSS:
    """Answer a sheet that a document links or holds; of our own its reading, which all share."""
    url = told.get("url") or ""
    if url not in assets():
        return CSS(**told)
    return _own(url, told["media_type"])


@cache
def assets() -> dict[str, bytes]:
    """Answer the bytes of our style sheets by the address that templates link."""
    return {f"app:{path.name}": path.read_bytes() for path in STYLES.glob("*.css")}


@cache
def _own(url: str, media_type: str) -> CSS:
    told = reckoning.reckoned(assets()[url].decode())
    return CSS(string=told, base_url=url, media_type=media_type)


@lru_cache(maxsize=64)
def parsed(text: str) -> CSS:
    """Answer a sheet that is added to a document: few are told, of pages and their codes."""
    return CSS(string=text)
