"""Codes on sheets that come back: the same QR code in both lower corners of a page, or both upper
ones where the foot has no room.

A code is 80 bits of a keyed hash of the document's random uid and the page, written in 16 letters
of Crockford's base 32. It tells nothing by itself: only the register (`PaperPage`) knows the page,
and what is misread is in no register. See docs/adr/0031.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from functools import cache, lru_cache
from uuid import UUID

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_H

from core.sealing import keys

LENGTH = 16
_HEAD = "R1"  # tells our codes from others on the same sheet
NOBODY = "0" * LENGTH  # a code that is asked for in place of what cannot be one
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PLAIN = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_ALIKE = str.maketrans("OIL", "011")
STROKE = 'fill="none" stroke="#000" stroke-width="1"'  # of the path of a code
_SIDE = 13  # mm
# mm from the sides and from bottom or top: a sheet that went in askew by 5 degrees about its middle
# loses 13 mm at one side and 9 mm at bottom and top
_ASIDE, _UP = 16, 8.5


def mint(uid: UUID, page: int) -> str:
    """Answer the code of a page of a document; the same each time, and not to be guessed."""
    return keyed(b"paper %s %d" % (uid.bytes, page))


def keyed(of: bytes) -> str:
    """Answer the code of something that its first word tells from every other kind of thing."""
    told = hmac.new(keys.fingerprint_key(), of, hashlib.sha256)
    return base64.b32encode(told.digest()[:10]).decode().translate(_PLAIN)


def spoken(code: str) -> str:
    """Answer a code as it is printed beside the square, in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def understood(text: str) -> str:
    """Answer the code that somebody typed, empty if it cannot be one."""
    typed = "".join(mark for mark in text.upper() if mark.isalnum()).translate(_ALIKE)
    is_one = len(typed) == LENGTH and all(mark in _ALPHABET for mark in typed)
    return typed if is_one else ""


def payload(code: str) -> str:
    """Answer what the square says."""
    return _HEAD + code


def of_payload(text: str) -> str:
    """Answer the code that a square said, empty if the square is not one of ours."""
    return understood(text[len(_HEAD) :]) if text.startswith(_HEAD) else ""


def style(pages: Iterable[int], *, of: str = "", edge: str = "bottom") -> str:
    """Answer the style sheet that puts codes on these pages: by `address`, drawn when asked for.

    As backgrounds of the page they are no part of the text and move nothing; placed from the edges
    of the sheet, whatever its margins are.

    :param of: the kind of page that alone bears them, as style sheets call it
    :param edge: bottom or top
    """
    return "\n".join(_rule(page, of, f"{edge} {_UP}mm") for page in pages)


def _rule(page: int, of: str, up: str) -> str:
    return (
        f"@page {of}:nth({page}) {{ background:"
        f" url({address(page, 'left')}) no-repeat fixed left {_ASIDE}mm {up}"
        f" / {4 * _SIDE}mm {_SIDE}mm,"
        f" url({address(page, 'right')}) no-repeat fixed right {_ASIDE}mm {up}"
        f" / {_SIDE}mm {_SIDE}mm; }}"
    )


def address(page: int, side: str) -> str:
    """Answer what a style sheet calls the drawing of a page's code."""
    return f"app:paper-{page}-{side}"


def asked(url: str) -> tuple[int, str] | None:
    """Answer the page and the side of an address, None if it is no drawing's."""
    head, _sign, told = url.partition("app:paper-")
    page, _sign, side = told.partition("-")
    return (int(page), side) if not head and page.isdigit() else None


def drawing(code: str, side: str) -> bytes:
    """Answer the SVG of a code: at the left side with its letters."""
    return _drawing(code, told=side == "left").encode()


def _drawing(code: str, *, told: bool) -> str:
    """Answer the square as a picture, with the code in words on its right if asked."""
    rows = _square(code)
    side, words = len(rows), ""
    wide = side
    if told:
        first, second = spoken(code)[:9], spoken(code)[10:]
        wide = 4 * side
        place = f'x="{side + 4}" font-family="GWHei" font-size="5"'
        lines = ((side - 7, first), (side - 1, second))
        words = "".join(f'<text {place} y="{y}">{line}</text>' for y, line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {side}">'
        f'<path {STROKE} d="{path(rows)}"/>{words}</svg>'
    )


def path(rows: list[list[bool]]) -> str:
    """Answer a code's dark modules as an SVG path of strokes, a unit to each module.

    Two commands for each run of dark modules: its outline would be five, and to read and draw them
    took longer, a tenth of what a document costs.
    """
    told, y = [], 0.5
    for row in rows:
        at = 0
        for x, n in _runs(row):
            told.append(f"m{x - at} 0h{n}" if at else f"M{x} {y}h{n}")
            at = x + n
        y += 1
    return "".join(told)


@cache
def _blank() -> QRCode:
    return QRCode(version=2, error_correction=ERROR_CORRECT_H, border=0)


@lru_cache(maxsize=64)  # both sides, and once more if the pages are laid out again
def _square(code: str) -> list[list[bool]]:
    square = _blank()
    square.clear()
    square.add_data(payload(code))
    square.make(fit=False)
    return square.get_matrix()


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Answer where dark modules begin and how many stand together: no hairlines between them."""
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found
