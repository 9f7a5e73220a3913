"""How wide the columns of a printed table must be, so that no name of a column is broken.

Tables stand on A4 upright between margins of 18 mm. What does not fit beside the names of the
rows goes on in a further table with the same rows.
"""

import unicodedata
from itertools import islice
from math import ceil
from typing import Any

Table = dict[str, Any]
ROOM = 174.0  # mm
EM, PADDING = 3.36, 3.4  # mm: a character of 9.5 pt, what stands beside it in a cell
LEAST, MOST = 36.0, 64.0  # mm that the names of rows get, if they are that long
NOTE = 59.0  # mm of a column of words
WIDEST = 12  # characters: summary.css has a width for each number up to it
WHOLE = 12  # rows of a table that no page divides


def fitted(table: Table) -> list[Table]:
    """Answer the table as one or more that fit, with `columns` (width in characters) where it
    matters.

    A table of words alone stays as it is. Equal columns stay where every name fits in them.
    """
    held = table | {"whole": len(table["rows"]) <= WHOLE}
    if not table["head"]:
        return [held]
    first = _ems(table["first"], *(row["label"] for row in table["rows"]))
    columns = [
        _ems(name, *(row["ns"][place] for row in table["rows"]))
        for place, name in enumerate(table["head"])
    ]
    share = ROOM / (len(columns) + 1)
    if "note" not in table and max(map(_mm, (first, *columns))) <= share:
        return [held]
    words = NOTE if "note" in table else 0.0
    room = ROOM - words - min(max(_mm(first), LEAST), MOST)
    return [_part(held, columns, places, room) for places in _shared(columns, room)]


def _shared(columns: list[int], room: float) -> list[range]:
    """Answer as few runs of columns as fit, as even as may be."""
    for count in range(1, len(columns) + 1):
        size = ceil(len(columns) / count)
        runs = [
            range(start, min(start + size, len(columns))) for start in range(0, len(columns), size)
        ]
        if all(sum(_mm(columns[place]) for place in run) <= room for run in runs):
            break
    return runs


def _part(table: Table, columns: list[int], places: range, room: float) -> Table:
    def some(row: list[Any]) -> list[Any]:
        return list(islice(row, places.start, places.stop))

    head, columns = some(table["head"]), _even(some(columns), room)
    rows = [row | {"ns": some(row["ns"])} for row in table["rows"]]
    told = [{"name": name, "width": n} for name, n in zip(head, columns, strict=True)]
    return table | {"head": head, "rows": rows, "columns": told}


def _even(columns: list[int], room: float) -> list[int]:
    """Answer the columns with what is left of the room shared out, the narrow ones first."""
    held = [min(width, WIDEST) for width in columns]
    for least in range(WIDEST, 0, -1):
        wider = [max(width, least) for width in held]
        if sum(map(_mm, wider)) <= room:
            return wider
    return held


def _mm(ems: int) -> float:
    return ems * EM + PADDING


def _ems(*texts: Any) -> int:
    """Answer how many characters wide the widest of some texts is, rounded up."""
    return max(ceil(sum(0.58 if _is_narrow(mark) else 1.0 for mark in str(t))) for t in texts)


def _is_narrow(mark: str) -> bool:
    return unicodedata.east_asian_width(mark) not in "WFA"
