"""Small numbers hidden in several tables at once, from whoever adds, subtracts and solves.

Numbers that are published together are cells; a sum is a relation between them. An adversary knows
every number that is shown and every relation. Hidden are the numbers of 1 to 4, and as many others
as it takes that no hidden small number follows from the relations, and that no relation tells how
many fewer than five people some hidden numbers stand for together.
"""

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from reports.queries.hiding import SMALL, gather

Key = TypeVar("Key", bound=Hashable)
Relation = tuple[Key, tuple[Key, ...]]  # a sum and its parts
Row = dict[Key, int]
_PRIME = (1 << 61) - 1  # coefficients are reckoned modulo it: a chance of one in 10**18 to be wrong


def cover(
    values: Mapping[Key, int],
    relations: Iterable[Relation[Key]],
    known: AbstractSet[Key] = frozenset(),
    covered: AbstractSet[Key] = frozenset(),
) -> set[Key]:
    """Answer the keys of the cells that must not be shown.

    :param known: cells that are known from elsewhere, so that hiding them hides nothing
    :param covered: cells that are hidden in any case, noughts among them
    """
    held = [(total, tuple(parts)) for total, parts in relations]
    free = {key: number for key, number in values.items() if number and key not in known}
    noughts = {key for key, number in values.items() if not number and key not in known}
    hidden = {key for key, number in free.items() if number < SMALL} | covered
    while True:
        while found := _open_relation(values, held, hidden, free):
            hidden |= found
        leaks = {key for key in solved(held, hidden) if 0 < values[key] < SMALL}
        if not leaks:
            return hidden
        beside = (_beside(held, hidden, free, key) for key in leaks)
        more = {place for place in beside if place is not None}
        if not more and (more := noughts - hidden) == set():
            return hidden  # what is left follows from what is known elsewhere alone
        hidden |= more


def tables(
    cuts: dict[str, dict[str, list[int]]], *, width: int, rest: str
) -> dict[str, dict[str, Any]]:
    """Answer tables of the same people by `keys`, `rows` and the `total` of the columns.

    Rows of few people are put together under `rest`; None is what must not be shown. How many
    people a row stands for may be known from elsewhere, so it is taken as known.

    :param cuts: table → row → numbers, the same columns everywhere
    :param width: how many columns
    """
    return _covered({name: gather(rows, rest=rest) for name, rows in cuts.items()}, width=width)


def hide_small(rows: list[list[int]]) -> list[list[int | None]]:
    """Answer the rows with a row of sums below, None where a number must not be shown.

    How many people a row stands for is taken as known, from five people on. Of fewer than five
    people altogether nothing is shown, not even where nobody stands.
    """
    if 0 < sum(map(sum, rows)) < SMALL:
        return [[None] * len(row) for row in [*rows, rows[0]]]
    named = {str(place): row for place, row in enumerate(rows)}
    table = _covered({"": named}, width=max(map(len, rows), default=0))[""]
    return [*table["rows"], table["total"]]


def hide_beside(rows: list[list[int]]) -> list[list[int | None]]:
    """Answer the rows, None where a number must not be shown beside the sums of the same paper.

    What every row and every column adds up to is taken as known, however small. Of a row of fewer
    than five people nothing is shown, not even where nobody stands.
    """
    cells = {(y, x): n for y, row in enumerate(rows) for x, n in enumerate(row)}
    sums: dict[Any, int] = {("row", y): sum(row) for y, row in enumerate(rows)}
    sums |= {("sum", x): sum(column) for x, column in enumerate(zip(*rows, strict=True))}
    relations: list[Relation[Any]] = [
        (key, tuple(cell for cell in cells if cell[0 if key[0] == "row" else 1] == key[1]))
        for key in sums
    ]
    few = {cell for cell in cells if 0 < sums["row", cell[0]] < SMALL}
    hidden = cover(cells | sums, relations, sums.keys(), few)
    return [
        [None if (y, x) in hidden else n for x, n in enumerate(row)] for y, row in enumerate(rows)
    ]


def _covered(held: dict[str, dict[str, list[int]]], *, width: int) -> dict[str, dict[str, Any]]:
    places = [(name, key, x) for name, rows in held.items() for key in rows for x in range(width)]
    values: dict[Any, int] = {(name, key, x): held[name][key][x] for name, key, x in places}
    first = next(iter(held.values()), {})
    values |= {("", "", x): sum(row[x] for row in first.values()) for x in range(width)}
    relations: list[Relation[Any]] = [
        (("", "", x), tuple((name, key, x) for key in rows))
        for name, rows in held.items()
        for x in range(width)
    ]
    known = {}
    for name, rows in held.items():
        for key, row in rows.items():
            if sum(row) >= SMALL:
                known[name, key] = sum(row)
                relations.append(((name, key), tuple((name, key, x) for x in range(width))))
    # nought beside it in a row that is known: hiding it hides nothing
    alone = {
        (name, key, x) for name, key, x in places if held[name][key][x] == known.get((name, key))
    }
    hidden = cover(values | known, relations, known.keys() | alone)
    shown = {place: None if place in hidden else number for place, number in values.items()}
    return {
        name: {
            "keys": [*rows],
            "rows": [[shown[name, key, x] for x in range(width)] for key in rows],
            "total": [shown["", "", x] for x in range(width)],
        }
        for name, rows in held.items()
    }


def solved(relations: Iterable[Relation[Key]], hidden: set[Key]) -> set[Key]:
    """Answer the hidden cells whose number follows from the shown ones and the relations."""
    pivots: dict[Key, Row[Key]] = {}
    for total, parts in relations:
        row = {key: 1 for key in parts if key in hidden}
        if total in hidden:
            row[total] = _PRIME - 1
        _enter(pivots, row)
    return {key for key, row in pivots.items() if len(row) == 1}


def _enter(pivots: dict[Key, Row[Key]], row: Row[Key]) -> None:
    """Bring one more equation into the reduced form."""
    for key in [key for key in row if key in pivots]:
        _subtract(row, pivots[key], row[key])
    if not row:
        return
    key = next(iter(row))
    inverse = pow(row[key], -1, _PRIME)
    row = {name: factor * inverse % _PRIME for name, factor in row.items()}
    for other in pivots.values():
        if key in other:
            _subtract(other, row, other[key])
    pivots[key] = row


def _subtract(row: Row[Key], other: Row[Key], times: int) -> None:
    for key, factor in other.items():
        left = (row.get(key, 0) - times * factor) % _PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def _open_relation(
    values: Mapping[Key, int],
    relations: list[Relation[Key]],
    hidden: set[Key],
    free: Mapping[Key, int],
) -> set[Key]:
    """Answer for the first relation that gives its gap away one more cell to hide."""
    for total, parts in relations:
        gaps = [key for key in parts if key in hidden]
        if total in hidden or not 0 < sum(values[key] for key in gaps) < SMALL:
            continue
        if (found := _smallest((*parts, total), hidden, free)) is not None:
            return {found}
    return set()


def _beside(
    relations: list[Relation[Key]], hidden: set[Key], free: Mapping[Key, int], key: Key
) -> Key | None:
    """Answer the smallest shown number of the relations that a cell stands in, else of all."""
    near = [
        k for total, parts in relations if key == total or key in parts for k in (*parts, total)
    ]
    found = _smallest(near, hidden, free)
    return _smallest(free, hidden, free) if found is None else found


def _smallest(places: Iterable[Key], hidden: set[Key], free: Mapping[Key, int]) -> Key | None:
    shown = [place for place in places if place in free and place not in hidden]
    return min(shown, key=lambda place: (free[place], str(place)), default=None)
