"""Reading decimal numbers that people wrote: exactly what stands there, or a sentence."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

PLACES = 2
_SHAPE = re.compile(r"[+-]?[0-9]{1,12}(?:\.([0-9]{1,20}))?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_FULL_WIDTH = {0xFF10 + digit: ord("0") + digit for digit in range(10)} | {
    0xFF0E: ord("."),
    0xFF0D: ord("-"),
    0xFF0B: ord("+"),
}


class NotANumber(ValueError):
    """The text is no number that can be taken; the message is the sentence to show."""


def whole(text: str) -> int:
    """Answer the whole number a text says, in ASCII digits or their full width forms.

    What `int` would also take (1_000, Arabic-Indic digits) is refused, and so is 3.999.

    :raises NotANumber: with the sentence to show
    """
    said = text.strip().translate(_FULL_WIDTH)
    if not _WHOLE.fullmatch(said):
        raise NotANumber(_("请填写整数，例如 3"))
    return int(said)


def read(text: str, *, low: Decimal, high: Decimal) -> Decimal:
    """Answer the number a text says, within two bounds, with at most two places.

    ASCII digits, or their full width forms. What `Decimal` would also take (1e309, NaN,
    Arabic-Indic digits, 1_000) is refused, and nothing is rounded.

    :raises NotANumber: with the sentence to show
    """
    said = text.strip().translate(_FULL_WIDTH)
    match = _SHAPE.fullmatch(said)
    if match is None:
        raise NotANumber(_("请填写数字，例如 10、-3 或 83.32"))
    if len((match[1] or "").rstrip("0")) > PLACES:
        raise NotANumber(_("最多两位小数"))
    number = Decimal(said).quantize(Decimal(1).scaleb(-PLACES))
    if not low <= number <= high:
        sentence = _("应在 %(low)s 至 %(high)s 之间")
        raise NotANumber(sentence % {"low": f"{low:f}", "high": f"{high:f}"})
    return number
