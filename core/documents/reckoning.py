"""Lengths of a style sheet reckoned once, as it is read.

A letter's sheet says its measures by names and sums, so that they can be read beside the standard:
`calc(2 * var(--zi))`. WeasyPrint works each of them out anew for every element of every page, which
took a sixth of a letter's time. Names stand in `:root` alone and sums are of fixed lengths, so both
are told before anything is printed; whatever else a sheet says stays as it is.
"""

import re
from functools import reduce

PIXELS = {"mm": 96 / 25.4, "pt": 1 / 0.75, "px": 1.0}  # as weasyprint.css.units has them
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_NAMED = re.compile(r"(--[\w-]{1,40})\s{0,9}:\s{0,9}([^;]{1,200});")
_ASKED = re.compile(r"var\((--[\w-]+)\)")
_SUM = re.compile(r"(?:calc|(?<![\w-]))\(([^()]*)\)")
_ITEM = re.compile(r"([+-]?(?:\d{1,12}\.?\d{0,30}|\.\d{1,30}))(mm|pt|px)?")

_Length = tuple[float, int]  # of pixels or of nothing, and how many lengths it is a product of


def reckoned(sheet: str) -> str:
    """Answer the sheet with the values of its names and the results of its sums."""
    names: dict[str, str] = {}
    for block in _ROOT.findall(sheet):
        names.update(_NAMED.findall(block if block.rstrip().endswith(";") else f"{block};"))
    before = ""
    while sheet != before:  # a name may hold names, a sum sums
        before = sheet
        sheet = _ASKED.sub(lambda found: names.get(found[1], found[0]).strip(), sheet)
        sheet = _SUM.sub(lambda found: _result(found[1]) or found[0], sheet)
    return sheet


def _result(told: str) -> str:
    """Answer what a sum of fixed lengths comes to, empty if it is anything else."""
    signs = re.findall(r"\s([+-])\s", told)
    parts = [_product(part) for part in re.split(r"\s[+-]\s", told)]
    if None in parts or len({part[1] for part in parts if part}) != 1:
        return ""
    (total, power), *rest = [part for part in parts if part]
    total = reduce(
        lambda sum_, one: sum_ + one[1][0] if one[0] == "+" else sum_ - one[1][0],
        zip(signs, rest, strict=True),
        total,
    )
    return f"{total!r}px" if power == 1 else ""


def _product(told: str) -> _Length | None:
    first, *rest = re.split(r"\s*([*/])\s*", told.strip())
    found = _item(first)
    for sign, text in zip(rest[::2], rest[1::2], strict=True):
        item = _item(text)
        if found is None or item is None or (sign == "/" and not item[0]):
            return None
        if sign == "*":
            found = found[0] * item[0], found[1] + item[1]
        else:
            found = found[0] / item[0], found[1] - item[1]
    return found


def _item(told: str) -> _Length | None:
    match = _ITEM.fullmatch(told)
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return (number * PIXELS[unit], 1) if unit else (number, 0)
