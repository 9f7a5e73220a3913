"""Codes and words of an SVG drawn with less work, for WeasyPrint 70.0.

WeasyPrint lays each letter of an SVG text out by itself, twice, since each could have a place of
its own, and reads a path number by number with regular expressions. The words beside a code and the
labels of a chart stand in one run, and the path of a code knows two commands. Anything else goes
the way of WeasyPrint. It uses internal interfaces, so the version is pinned, and a test compares
what is drawn with what WeasyPrint draws.
"""

import re
from functools import lru_cache
from typing import Any

from weasyprint import svg

_LETTERS = frozenset({"dx", "dy", "rotate", "letter-spacing", "textLength"})  # placed one by one
_STROKES = re.compile(r"(?:M\d+ \d+\.5h\d+|m-?\d+ 0h\d+)+")  # codes.path
_COMMAND = re.compile(r"([Mm])(-?\d+) (\d+)(?:\.5)?h(\d+)")
_text, _path = svg.text, svg.path


class Run(str):
    """A text whose only letter, to the drawing, is the whole of it."""

    __slots__ = ()

    def __iter__(self):
        yield str(self)


def install() -> None:
    """Replace WeasyPrint's drawing of SVG texts and paths for this process."""
    own = {_text: text, _path: path}
    svg.TAGS.update({tag: own[act] for tag, act in svg.TAGS.items() if act in own})
    svg.text = text  # what is a text is told by this name


def text(image: Any, node: Any, font_size: float) -> None:
    if node.text and _is_one_run(node):
        node._etree_node.text = Run(node.text)
    _text(image, node, font_size)


def path(image: Any, node: Any, font_size: float) -> None:
    told = node.get("d", "")
    if _STROKES.fullmatch(told):
        image.stream.stream.append(_strokes(told))
    else:
        _path(image, node, font_size)


def _is_one_run(node: Any) -> bool:
    if any(node.get(name) for name in _LETTERS) or "\n" in node.text:
        return False
    return all(len(re.split(r"[\s,]+", node.get(side, "").strip())) == 1 for side in "xy")


@lru_cache(maxsize=8)  # left and right of a page
def _strokes(told: str) -> bytes:
    """Answer the lines of a code in the words of PDF, as WeasyPrint writes them."""
    lines, x, y = ["0 0 m"], 0, "0"
    for letter, first, second, wide in _COMMAND.findall(told):
        x = int(first) if letter == "M" else x + int(first)
        y = f"{second}.5" if letter == "M" else y
        lines.append(f"{x} {y} m")
        x += int(wide)
        lines.append(f"{x} {y} l")
    return "\n".join(lines).encode()
