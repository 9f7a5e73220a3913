"""Small numbers hidden in several tables at once, from whoever adds, subtracts and solves.

Numbers that are published together are cells; a sum is a relation between them. An adversary knows
every number that is shown and every relation. Hidden are the numbers of 1 to 4, and as many others
as it takes that no hidden small number follows from the relations, and that no relation tells how
many fewer than five people some hidden numbers stand for together.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from reports.queries.hiding import SMALL

Key = TypeVar("Key", bound=Hashable)
Relation = tuple[Key, tuple[Key, ...]]  # a sum and its parts
Row = dict[Key, int]
_PRIME = (1 << 61) - 1  # coefficients are reckoned modulo it: a chance of one in 10**18 to be wrong


def cover(values: Mapping[Key, int], relations: Iterable[Relation[Key]]) -> set[Key]:
    """Answer the keys of the cells that must not be shown."""
    held = [(total, tuple(parts)) for total, parts in relations]
    hidden = {key for key, number in values.items() if 0 < number < SMALL}
    while True:
        while found := _open_relation(values, held, hidden):
            hidden |= found
        leaks = {key for key in solved(held, hidden) if 0 < values[key] < SMALL}
        beside = (_beside(values, held, hidden, key) for key in leaks)
        more = {place for place in beside if place is not None}
        if not more:
            return hidden if not leaks else hidden | set(values)
        hidden |= more


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
    values: Mapping[Key, int], relations: list[Relation[Key]], hidden: set[Key]
) -> set[Key]:
    """Answer for the first relation that gives its gap away one more cell to hide."""
    for total, parts in relations:
        gaps = [key for key in parts if key in hidden]
        if total in hidden or not gaps:
            continue
        people = sum(values[key] for key in gaps)
        if 0 < people < SMALL or (len(gaps) == 1 and 0 < values[gaps[0]] < SMALL):
            shown = [key for key in (*parts, total) if key not in hidden and values[key]]
            return {_smallest(values, shown)} if shown else set()
    return set()


def _beside(
    values: Mapping[Key, int], relations: list[Relation[Key]], hidden: set[Key], key: Key
) -> Key | None:
    """Answer the smallest shown number of the relations that a cell stands in, else of all."""
    near = {
        k for total, parts in relations if key == total or key in parts for k in (*parts, total)
    }
    for places in (near, set(values)):
        shown = [place for place in places if place not in hidden and values[place]]
        if shown:
            return _smallest(values, shown)
    return None


def _smallest(values: Mapping[Key, int], keys: list[Key]) -> Key:
    return min(keys, key=lambda key: (values[key], str(key)))
