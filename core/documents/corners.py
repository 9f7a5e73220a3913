"""Where a bound page's number has room: outside at the top, or below what stands there already.

A sheet that comes back may bear its codes at the upper edge; a number over a code could not be
read, nor could the code.
"""

from pypdfium2 import PdfPage

EDGE, TOP, SIZE = 42.5, 34.0, 11.0  # points: 15 mm from the side, 12 mm from the top
LOWER = 40.0  # points: codes at the upper edge end 60 points from it
_DIGIT = 0.556  # width of a digit of Helvetica in parts of its size
_SCALE = 0.5  # dots a point
_INK = 200  # anything darker is ink


def left(number: int, width: float) -> float:
    """Answer where a number begins on a page of this width: right on odd pages, left on even."""
    return width - EDGE - _wide(number) if number % 2 else EDGE


def drop(page: PdfPage, number: int) -> float:
    """Answer how many points below its usual place a page's number has room; 0 if nowhere."""
    seen = page.render(scale=_SCALE).to_pil().convert("L")
    begins = left(number, seen.width / _SCALE)

    def is_free(down: float) -> bool:
        box = (begins - 2, TOP + down - SIZE, begins + _wide(number) + 2, TOP + down + 3)
        across, above, until, below = (round(side * _SCALE) for side in box)
        darkest, _lightest = seen.crop((across, above, until, below)).getextrema()
        return bool(darkest > _INK)

    return next((down for down in (0.0, LOWER) if is_free(down)), 0.0)


def _wide(number: int) -> float:
    return len(str(number)) * _DIGIT * SIZE
