"""Justification for Chinese lines in WeasyPrint 70.0, which by itself stretches only spaces.

WeasyPrint calls `inline.justify_line(context, line, extra_width)` for every line but the last
of a paragraph. This one spreads the missing width over all characters as letter spacing. It uses
internal interfaces, so the version is pinned and a test measures the right edge.
"""

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout

MAX_STEP = 1 / 3  # of the font size; a line that would need more is left ragged


def install() -> None:
    """Replace WeasyPrint's justification for this process."""
    inline.justify_line = justify_line


def justify_line(context, line, extra_width: float) -> None:
    gaps = sum(len(box.text) for box in _texts(line)) - 1
    if gaps < 1:
        return
    step = extra_width / gaps
    if step <= line.style["font_size"] * MAX_STEP:
        _spread(context, line, step, 0)


def _texts(box):
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _spread(context, box, step: float, offset: float) -> float:
    """Move a box by what its left neighbours grew, let it grow itself, and give the new offset."""
    if isinstance(box, boxes.TextBox):
        return offset + _widen(context, box, step, offset)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(offset, 0)
        return offset
    start = offset
    box.position_x += offset
    for child in box.children:
        if child.is_in_normal_flow():
            offset = _spread(context, child, step, offset)
    box.width += offset - start
    return offset


def _widen(context, box, step: float, offset: float) -> float:
    style = box.style.copy()
    spacing = style["letter_spacing"]
    style["letter_spacing"] = (0 if spacing == "normal" else spacing) + step
    layout = create_layout(box.text, style, context, None, 0)
    layout.deactivate()
    box.style, box.pango_layout = style, layout
    growth = step * len(box.text)
    box.position_x += offset
    box.width += growth
    return growth
