"""Small numbers hidden, also from who subtracts."""

SMALL = 5
Place = tuple[int, int]


def gather(rows: dict[str, list[int]], *, rest: str) -> dict[str, list[int]]:
    """Answer the rows with those of fewer than five people put together under one key."""
    few = [key for key, row in rows.items() if 0 < sum(row) < SMALL]
    by_size = sorted((key for key in rows if key not in few), key=lambda key: sum(rows[key]))
    while few and by_size and sum(sum(rows[key]) for key in few) < SMALL:
        few.append(by_size.pop(0))
    if not few:
        return rows
    whole = [sum(column) for column in zip(*(rows[key] for key in few), strict=True)]
    return {key: row for key, row in rows.items() if key not in few} | {rest: whole}


def hide_small(rows: list[list[int]]) -> list[list[int | None]]:
    """Answer the rows with a row of sums below, None where a number must not be shown.

    Hidden are numbers of 1 to 4, and beside each gap the smallest numbers that keep it from being
    worked out: a row's sum may be known from elsewhere, so a row has no gap or at least two that
    together hide five people or more; so has a column, unless its sum is hidden too.
    """
    table = [list(row) for row in rows]
    table.append([sum(column) for column in zip(*rows, strict=True)])
    if 0 < sum(table[-1]) < SMALL:
        return [[None] * len(row) for row in table]
    gone = {(y, x) for y, row in enumerate(table) for x, n in enumerate(row) if 0 < n < SMALL}
    while (place := _open_row(table, gone) or _open_column(table, gone)) is not None:
        gone.add(place)
    return [
        [None if (y, x) in gone else n for x, n in enumerate(row)] for y, row in enumerate(table)
    ]


def _holds(table: list[list[int]], gaps: list[Place]) -> bool:
    return not gaps or (len(gaps) > 1 and sum(table[y][x] for y, x in gaps) >= SMALL)


def _smallest(table: list[list[int]], places: list[Place]) -> Place | None:
    """Answer the place of the smallest number that is not nought."""
    full = [place for place in places if table[place[0]][place[1]]]
    return min(full, key=lambda place: (table[place[0]][place[1]], place), default=None)


def _open_row(table: list[list[int]], gone: set[Place]) -> Place | None:
    for y, row in enumerate(table):
        places = [(y, x) for x in range(len(row))]
        gaps = [place for place in places if place in gone]
        if not _holds(table, gaps):
            found = _smallest(table, [place for place in places if place not in gone])
            if found:
                return found
    return None


def _open_column(table: list[list[int]], gone: set[Place]) -> Place | None:
    last = len(table) - 1
    for x in range(len(table[0])):
        places = [(y, x) for y in range(last)]
        gaps = [place for place in places if place in gone]
        if (last, x) not in gone and not _holds(table, gaps):
            left = [at for at in places if at not in gone and sum(table[at[0]]) > table[at[0]][x]]
            return _smallest(table, left) or (last, x)  # alone in its row, a gap would be no gap
    return None
