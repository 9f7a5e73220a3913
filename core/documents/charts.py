"""Horizontal bars as plain dicts, drawn by `documents/_chart.html` on web pages and in PDFs alike.

All places are whole units of the drawing's viewBox. The figures themselves are in `table`, which
the template sets beside the drawing, so a chart never is the only bearer of a number.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

WIDTH = 640
FONT = 13
ROW, BAR = 28, 18
LEGEND = 26
AXIS = 22
LABEL_MAX = 190
VALUE_ROOM = 56  # right of the longest bar
FILLS = (  # dark and light by turns, so that neighbours differ on a black-and-white printer too
    ("#951b1f", "#ffffff"),
    ("#e3b04b", "#1f2328"),
    ("#2f6db3", "#ffffff"),
    ("#9cc9ad", "#1f2328"),
    ("#6b4a8e", "#ffffff"),
    ("#c3c8ce", "#1f2328"),
)


def bars(
    title: str, rows: Sequence[tuple[str, int]], *, unit: str = "人", width: int = WIDTH
) -> dict[str, Any]:
    """Build a chart of one series: (label, value) per row. Values are whole and not negative."""
    labels = [label for label, _value in rows]
    series = (_("数量（%s）") % unit, [value for _label, value in rows])
    return stacked_bars(title, labels, [series], unit=unit, width=width)


def stacked_bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int]]],
    *,
    unit: str = "人",
    width: int = WIDTH,
) -> dict[str, Any]:
    """Build a chart of several series, each (name, one value per label), side by side in one bar.

    :raises ValueError: a series does not fit the labels, or a value is negative
    """
    _check(labels, series)
    totals = [sum(values[place] for _name, values in series) for place in range(len(labels))]
    left = _label_room(labels)
    step = _step(max(totals, default=0))
    top = max(step, -(-max(totals, default=0) // step) * step)
    room = width - left - VALUE_ROOM
    legend = _legend([name for name, _values in series], left, width) if len(series) > 1 else []
    head = legend[-1]["y"] + LEGEND - 4 if legend else 4
    foot = head + ROW * len(labels)

    def place_of(value: int) -> int:
        return left + round(room * value / top)

    rows = [
        _row(place, label, [(name, values[place]) for name, values in series], head, place_of, unit)
        for place, label in enumerate(labels)
    ]
    marks = range(0, top + 1, step)
    return {
        "title": title,
        "unit": unit,
        "width": width,
        **_frame(head, foot, left),
        "ticks": [{"x": place_of(value), "label": value} for value in marks],
        "rows": rows,
        "legend": legend,
        "table": _table(labels, series, totals),
    }


def _frame(head: int, foot: int, left: int) -> dict[str, int]:
    return {
        "height": foot + AXIS,
        "font_size": FONT,
        "head": head,
        "foot": foot,
        "tick_y": foot + 16,
        "left": left,
        "label_x": left - 8,
    }


def _check(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> None:
    if not series:
        raise ValueError("a chart needs at least one series")
    for name, values in series:
        if len(values) != len(labels):
            raise ValueError(f"{name}: {len(values)} values for {len(labels)} labels")
        if any(value < 0 for value in values):
            raise ValueError(f"{name}: a bar cannot be negative")


def _row(place, label, parts, head, place_of, unit) -> dict[str, Any]:
    y = head + ROW * place + (ROW - BAR) // 2
    segments, total = [], 0
    for series, (name, value) in enumerate(parts):
        x, end = place_of(total), place_of(total + value)
        total += value
        if value:
            segments.append(_segment(x, end, y, series, name, value, label, len(parts) > 1))
    return {
        "label": _shorten(label),
        "full": label,
        "text_y": y + 14,
        "total": total,
        "total_x": place_of(total) + 6,
        "segments": segments,
        "hint": _("%(label)s：%(n)s%(unit)s") % {"label": label, "n": total, "unit": unit},
    }


def _segment(x, end, y, series, name, value, label, is_named) -> dict[str, Any]:
    fill, ink = FILLS[series % len(FILLS)]
    width = max(end - x, 1)
    fits = is_named and width >= _text_width(str(value)) + 6
    told = {"label": label, "name": name, "n": value}
    return {
        "x": x,
        "y": y,
        "width": width,
        "height": BAR,
        "fill": fill,
        "ink": ink,
        "text_x": x + width // 2,
        "text_y": y + 14,
        "value": value if fits else "",
        "hint": _("%(label)s，%(name)s：%(n)s") % told if is_named else "",
    }


def _legend(names: Sequence[str], left: int, width: int) -> list[dict[str, Any]]:
    """Answer the names from the axis on, further left or on more lines where they need it."""
    widths = [18 + _text_width(name) for name in names]
    start = max(min(left, width - sum(widths) - 20 * (len(names) - 1)), 0)
    entries: list[dict[str, Any]] = []
    x, y = start, 4
    for place, (name, wide) in enumerate(zip(names, widths, strict=True)):
        if entries and x + wide > width:
            x, y = start, y + LEGEND - 6
        told = {"name": name, "x": x, "y": y, "text_x": x + 18, "text_y": y + 11}
        entries.append(told | {"fill": FILLS[place % len(FILLS)][0]})
        x += wide + 20
    return entries


def _table(labels, series, totals) -> dict[str, Any]:
    is_stacked = len(series) > 1
    head = [name for name, _values in series] + ([_("合计")] if is_stacked else [])
    columns = [values for _name, values in series] + ([totals] if is_stacked else [])
    rows = [
        {"label": label, "values": [column[place] for column in columns]}
        for place, label in enumerate(labels)
    ]
    return {"head": head, "rows": rows}


def _step(largest: int) -> int:
    """Give a round distance between marks: 1, 2 or 5 times a power of ten, at most six marks."""
    step, factors = 1, (2, 5, 10)
    power = 1
    while largest / step > 5:
        step = next(power * factor for factor in factors if power * factor > step)
        power = power * 10 if step == power * 10 else power
    return step


def _label_room(labels: Sequence[str]) -> int:
    return min(LABEL_MAX, max((_text_width(label) for label in labels), default=0)) + 14


def _shorten(label: str) -> str:
    short = label
    while _text_width(short) > LABEL_MAX:
        short = short.removesuffix("…")[:-1] + "…"
    return short


def _text_width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(mark) in "WFA" for mark in text)
    return round(FONT * (wide + 0.56 * (len(text) - wide)))
