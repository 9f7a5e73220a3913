"""What a layout asks most, answered without detours, for WeasyPrint 70.0.

A box asks for some sixty values of its style and turns twenty of them into lengths. Nearly all are
the initial value, the parent's, or pixels; WeasyPrint looks each up as if it could be a sum, a name
or a percentage. Anything else goes the way of WeasyPrint. It uses internal interfaces, so the
version is pinned, and a test compares the bytes.
"""

import sys
from functools import cache
from math import inf
from typing import Any

from weasyprint import css
from weasyprint.css.functions import check_math
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

_OWN_RULES = {"page", "position", "float", "display"}
_PLAIN = frozenset(
    key
    for key, value in INITIAL_VALUES.items()
    if key not in _OWN_RULES | INITIAL_NOT_COMPUTED
    and not key.startswith("text_decoration_")
    and not check_math(value)
)
_SIDES = ("left", "right", "top", "bottom")
_BY_WIDTH = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width"),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)

_missing, _resolve, _one = (
    css.ComputedStyle.__missing__,
    percent.resolve_percentages,
    percent.resolve_one_percentage,
)


def install() -> None:
    """Replace WeasyPrint's answers for this process."""
    css.ComputedStyle.__missing__ = missing
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout"):
            told = vars(module)
            told.update({key: _SHORT[kept] for key, kept in told.items() if _is_long(kept)})


def _is_long(kept: Any) -> bool:
    return any(kept is theirs for theirs in _SHORT)


def missing(self: Any, key: str) -> Any:
    """Answer the value of a style that no rule names, and keep it."""
    if key not in _PLAIN or key in self.cascaded or self.parent_style is None:
        return _missing(self, key)
    if key in css.PHYSICAL_FUNCTIONS and _flowing(key, self["direction"]) in self.cascaded:
        return _missing(self, key)
    value = self[key] = self.parent_style[key] if key in INHERITED else INITIAL_VALUES[key]
    return value


@cache
def _flowing(key: str, direction: str) -> str:
    """Answer the name by which a rule may mean a side as the text flows."""
    return str(css.PHYSICAL_FUNCTIONS[key](block="ttb", inline=direction))


def one(box: Any, name: str, refer_to: Any) -> None:
    """Turn one value of a box's style into a length."""
    value = box.style[name]
    if type(value) is Dimension and value.unit == "px":
        setattr(box, name, value.value)
    else:
        _one(box, name, refer_to)


def resolve(box: Any, containing_block: Any) -> None:
    """Turn the values of a box's style into lengths."""
    style = box.style
    if isinstance(box, boxes.PageBox) or style["box_sizing"] != "content-box":
        _resolve(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        wide, high = containing_block.width, containing_block.height
    else:
        wide, high = containing_block
    for name in _BY_WIDTH:
        one(box, name, wide)
    _resolve_heights(box, high)
    collapse = style["border_collapse"] == "collapse"
    for name in _BORDERS:  # those of a table's cells may have been settled with their neighbours
        if not (collapse and hasattr(box, name)):
            setattr(box, name, style[name])


def _resolve_heights(box: Any, high: Any) -> None:
    """Turn heights into lengths; shares of a height that the text alone settles are none."""
    if high != "auto":
        for name in ("height", "min_height", "max_height"):
            one(box, name, high)
        return
    height = box.style["height"]
    if height == "auto" or check_math(height) or height.unit == "%":
        box.height = "auto"
    else:
        box.height = height.value
    one(box, "min_height", 0)
    one(box, "max_height", inf)


_SHORT: dict[Any, Any] = {_resolve: resolve, _one: one}
