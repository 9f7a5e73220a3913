"""验真码: a small QR code at the foot of page 1 by which anybody can ask what became of a document.

It stands in the lower margin at the left, below the type area and below a letter's lower rule,
where GB/T 9704 has nothing; the page number of page 1 is at the right. The square says the site's
address with the code, in capitals, which QR packs closest; a host of 34 letters makes 29 modules.
"""

from uuid import UUID

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from core.documents import codes

PATH = "/V/"
_SIDE, _UP, _ASIDE = 10.5, 8.0, 28.0  # mm: of the square, above the lower edge, from the left edge
_WIDE = 110  # mm: with the words at its right
_MASK = 2  # any of the eight is read; to weigh them costs as much as half a page of layout
ADDRESS = "app:mark"  # of the drawing, for the style sheet


def mint(uid: UUID) -> str:
    """Answer the code of a document: 80 bits, not to be guessed from anything printed on it."""
    return codes.keyed(b"verify %s" % uid.bytes)


def address(site: str, code: str) -> str:
    """Answer where a code is looked up; the code in groups if the site has no address.

    Scheme and host know no case, a path does: only a bare origin is written in capitals.
    """
    if not site:
        return codes.spoken(code)
    origin = site.rstrip("/")
    is_bare = origin.count("/") == 2
    return f"{origin.upper() if is_bare else origin}{PATH}{code}"


def style() -> str:
    """Answer the style sheet that puts the mark on page 1, placed from the edges of the sheet.

    As background of the page it is no part of the text and moves nothing.
    """
    place = f"left {_ASIDE}mm bottom {_UP}mm / {_WIDE}mm {_SIDE}mm"
    return f"@page :first {{ background: url({ADDRESS}) no-repeat fixed {place}; }}"


def drawing(told: str) -> bytes:
    """Answer the SVG of what `address` said."""
    return _drawing(told).encode()


def _drawing(told: str) -> str:
    """Answer square and words, in mm; without an address the words alone."""
    origin, _sign, code = told.rpartition(PATH)
    words = [f"验真码 {codes.spoken(code) if origin else told}"]
    drawn, aside = "", 0.0
    if origin:
        words.append(f"扫码或到 {origin.lower()}{PATH} 查验是否有效")
        rows = _square(told)
        scale = f'transform="scale({_SIDE / len(rows):.5f})"'
        drawn = f'<path {scale} {codes.STROKE} d="{codes.path(rows)}"/>'
        aside = _SIDE + 2
    lines = "".join(
        f'<text x="{aside}" y="{5 + 4 * n}" font-family="GWHei" font-size="2.6">{line}</text>'
        for n, line in enumerate(words)
    )
    space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_SIDE}"'
    return f"<svg {space}>{drawn}{lines}</svg>"


def _square(told: str) -> list[list[bool]]:
    square = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    square.add_data(told, optimize=0)
    square.make()
    return square.get_matrix()
