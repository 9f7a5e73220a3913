"""QR codes as shapes that a template draws: no image file, no markup from a library."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Code:
    """The side of the square, in modules, and one SVG path of unit squares."""

    side: int
    path: str


def code_of(text: str) -> Code:
    """Answer the QR code of a text, for `ui/c/qr.html`."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return Code(len(rows), dark)
