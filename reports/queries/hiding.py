"""Small numbers hidden, also from who subtracts: a line with one gap gets a second one."""

from itertools import chain

SMALL = 5
Line = list[tuple[int, int]]


def hide_small(rows: list[list[int]]) -> list[list[int | None]]:
    """Answer the rows with a sum row below, None where a number must not be shown.

    Numbers of 1 to 4 are hidden. Row sums may be known from elsewhere and column sums stand in the
    last row, so every row and every column keeps either no gap, or at least two that hide five or
    more people together.
    """
    table = [list(row) for row in rows]
    table.append([sum(column) for column in zip(*rows, strict=True)])
    gone = {(y, x) for y, row in enumerate(table) for x, n in enumerate(row) if 0 < n < SMALL}
    lines = _lines(table)
    while weak := _weak(table, gone, lines):
        gone.add(weak)
    return [
        [None if (y, x) in gone else n for x, n in enumerate(row)] for y, row in enumerate(table)
    ]


def _lines(table: list[list[int]]) -> list[Line]:
    across = [[(y, x) for x in range(len(row))] for y, row in enumerate(table)]
    down = [[(y, x) for y in range(len(table))] for x in range(len(table[0]))]
    return list(chain(across, down))


def _weak(
    table: list[list[int]], gone: set[tuple[int, int]], lines: list[Line]
) -> tuple[int, int] | None:
    """Answer what to hide next: the smallest number beside a gap that would not hold."""
    for line in lines:
        gaps = [place for place in line if place in gone]
        left = [place for place in line if place not in gone]
        held = len(gaps) > 1 and sum(table[y][x] for y, x in gaps) >= SMALL
        if gaps and not held and left:
            return min(left, key=lambda at: (table[at[0]][at[1]] == 0, table[at[0]][at[1]], at))
    return None
