"""No adding and subtracting of what is published gives a group under five away."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.queries.covering import cover, hide_beside, hide_small, tables
from reports.queries.hiding import SMALL, gather

COLUMNS = ("a", "b", "c")
NUMBERS = st.one_of(st.integers(0, 12), st.integers(0, 400))
TABLE = st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=6)


def adversary(shown, relations):
    """Answer every hidden cell that can be worked out, by exact Gaussian elimination."""
    unknown = [key for key, number in shown.items() if number is None]
    lines = reduced([equation(shown, unknown, relation) for relation in relations], len(unknown))
    found = {}
    for line in lines:
        places = [n for n, factor in enumerate(line[:-1]) if factor]
        if len(places) == 1:
            found[unknown[places[0]]] = line[-1] / line[places[0]]
    return found


def equation(shown, unknown, relation):
    line, right = [Fraction(0)] * len(unknown), Fraction(0)
    total, parts = relation
    for key, sign in [(total, -1), *((part, 1) for part in parts)]:
        if shown[key] is None:
            line[unknown.index(key)] += sign
        else:
            right -= sign * shown[key]
    return [*line, right]


def reduced(lines, width):
    done = 0
    for column in range(width):
        pivot = next((n for n in range(done, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [value / lines[done][column] for value in lines[done]]
        for n, line in enumerate(lines):
            if n != done and (factor := line[column]):
                lines[n] = [a - factor * b for a, b in zip(line, lines[done], strict=True)]
        done += 1
    return lines[:done]


def leaks(values, relations, shown):
    """Answer what tells of fewer than five people: solved cells, and sums of hidden parts."""
    told = [key for key, n in adversary(shown, relations).items() if 0 < n < SMALL]
    for total, parts in relations:
        gaps = [key for key in parts if shown[key] is None]
        if shown[total] is not None and gaps and 0 < sum(values[key] for key in gaps) < SMALL:
            told.append((total, *gaps))
    told += [key for key, n in shown.items() if n is not None and 0 < n < SMALL]
    return told


def published(values, relations):
    hidden = cover(values, relations)
    return {key: None if key in hidden else number for key, number in values.items()}


def cut(name, rows):
    """Answer cells and relations of one table: its rows and columns, the sums of both."""
    values, relations = {}, []
    for y, row in enumerate(rows):
        values |= {(name, y, column): n for column, n in zip(COLUMNS, row, strict=True)}
        values[name, y, "all"] = sum(row)
        relations.append(((name, y, "all"), tuple((name, y, column) for column in COLUMNS)))
    for x, column in enumerate(COLUMNS):
        values["total", column] = sum(row[x] for row in rows)
        parts = tuple((name, y, column) for y in range(len(rows)))
        relations.append((("total", column), parts))
    return values, relations


def split(rows, at):
    """Answer another table of the same people, cut otherwise: whole, or in two at a share."""
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return [[n * at // 7 for n in sums], [n - n * at // 7 for n in sums]]


@settings(max_examples=300, deadline=None)
@given(TABLE)
def test_one_table_gives_nobody_away(rows):
    values, relations = cut("place", rows)

    assert leaks(values, relations, published(values, relations)) == []


@settings(max_examples=200, deadline=None)
@given(TABLE, st.integers(0, 7), st.integers(0, 7))
def test_several_tables_of_the_same_people_give_nobody_away(rows, first, second):
    values, relations = {}, []
    for name, held in (("place", rows), ("sex", split(rows, first)), ("age", split(rows, second))):
        more, sums = cut(name, held)
        values |= more
        relations += sums
    relations.append((("total", "all"), tuple(("total", column) for column in COLUMNS)))
    values["total", "all"] = sum(values["total", column] for column in COLUMNS)

    assert leaks(values, relations, published(values, relations)) == []


@settings(max_examples=300, deadline=None)
@given(TABLE)
@example([[1, 4, 0], [1, 4, 5]])  # all rows known: the sums of the columns add up to a known number
def test_hide_small_gives_nobody_away_to_who_solves(rows):
    shown_rows = hide_small(
        list(gather({str(n): r for n, r in enumerate(rows)}, rest="r").values())
    )
    held = list(gather({str(n): r for n, r in enumerate(rows)}, rest="r").values())
    values = {(y, x): n for y, row in enumerate(held) for x, n in enumerate(row)}
    values |= {("sum", x): sum(row[x] for row in held) for x in range(len(COLUMNS))}
    relations = [(("sum", x), tuple((y, x) for y in range(len(held)))) for x in range(len(COLUMNS))]
    shown = {(y, x): n for y, row in enumerate(shown_rows[:-1]) for x, n in enumerate(row)}
    shown |= {("sum", x): n for x, n in enumerate(shown_rows[-1])}
    # a row's sum may be known from elsewhere
    values |= {("row", y): sum(row) for y, row in enumerate(held)}
    shown |= {
        ("row", y): sum(row) for y, row in enumerate(held) if sum(row) >= SMALL or not sum(row)
    }
    relations += [
        (("row", y), tuple((y, x) for x in range(len(COLUMNS))))
        for y in range(len(held))
        if ("row", y) in shown
    ]
    shown = {key: shown.get(key) for key in values}

    assert leaks(values, relations, shown) == []


@settings(max_examples=300, deadline=None)
@given(TABLE)
@example([[3, 0, 0], [9, 9, 9]])  # nobody else in the row: even the noughts tell
@example([[4, 1, 0], [0, 5, 0]])
def test_hide_beside_gives_nobody_away_to_who_knows_all_sums(rows):
    shown_rows = hide_beside(rows)

    values = {(y, x): n for y, row in enumerate(rows) for x, n in enumerate(row)}
    shown = {(y, x): n for y, row in enumerate(shown_rows) for x, n in enumerate(row)}
    sums = {("row", y): sum(row) for y, row in enumerate(rows)}
    sums |= {("sum", x): sum(row[x] for row in rows) for x in range(len(COLUMNS))}
    relations = [
        (key, tuple(cell for cell in values if cell[0 if key[0] == "row" else 1] == key[1]))
        for key in sums
    ]
    # a sum that is small itself is known from elsewhere: what it says of the whole is no leak
    told = {
        cell
        for (kind, place), n in sums.items()
        if 0 < n < SMALL
        for cell in values
        if cell[0 if kind == "row" else 1] == place
    }
    solved = adversary(shown | sums, relations)

    assert [cell for cell, n in shown.items() if n is not None and 0 < n < SMALL] == []
    assert [cell for cell in solved if 0 < values[cell] < SMALL and cell not in told] == []
    assert all(
        shown[y, x] is None
        for y, row in enumerate(rows)
        if 0 < sum(row) < SMALL
        for x in range(len(COLUMNS))
    )


def test_large_numbers_and_noughts_stay():
    values, relations = cut("place", [[9, 0, 7], [12, 30, 8]])

    assert cover(values, relations) == set()


@pytest.mark.parametrize("rows", [[[3, 9, 9], [8, 9, 9]], [[1, 0, 0]], [[4, 0, 6], [0, 5, 5]]])
def test_what_is_beside_a_small_number_goes_too(rows):
    values, relations = cut("place", rows)

    hidden = cover(values, relations)

    assert len(hidden) > 1
    assert {key for key, n in values.items() if 0 < n < SMALL} <= hidden


WIDTH = 4
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from("MF"), st.sampled_from("XYZ"), st.sampled_from("abcde"), st.integers(0, 3)
    ),
    max_size=70,
)


def cuts_of(people):
    return {
        name: {
            key: [sum(p[place] == key and p[3] == x for p in people) for x in range(WIDTH)]
            for key in sorted({p[place] for p in people})
        }
        for place, name in enumerate(("sex", "age", "kind"))
    }


@settings(max_examples=200, deadline=None)
@given(PEOPLE)
@example([("M", "X", "a", 1)] * 5 + [("M", "X", "b", 0)] + [("M", "Y", "b", 0)] * 5)  # by noughts
def test_tables_of_the_same_people_together_give_nobody_away(people):
    assert together(people) == []


def test_many_crowds_of_all_shapes_give_nobody_away():
    chance = Random(5)
    for _crowd in range(400):
        weights = [chance.random() + 0.05 for _column in range(WIDTH)]
        people = [
            (*map(chance.choice, ("MF", "XYZ", "abcde")), *chance.choices(range(WIDTH), weights))
            for _person in range(chance.randint(5, 80))
        ]
        assert together(people) == []


def together(people):
    """Answer what the published tables of a crowd give away."""
    cuts = cuts_of(people)
    told = tables(cuts, width=WIDTH, rest="rest")
    values, shown, relations = {}, {}, []
    for name, table in told.items():
        held = gather(cuts[name], rest="rest")
        assert table["keys"] == [*held]
        for key, row in zip(table["keys"], table["rows"], strict=True):
            values |= {(name, key, x): held[key][x] for x in range(WIDTH)}
            shown |= {(name, key, x): row[x] for x in range(WIDTH)}
            values[name, key] = whole = sum(held[key])
            shown[name, key] = whole if whole >= SMALL else None  # as known from elsewhere
            relations.append(((name, key), tuple((name, key, x) for x in range(WIDTH))))
        for x in range(WIDTH):
            values["total", x] = sum(p[3] == x for p in people)
            shown["total", x] = table["total"][x]
            relations.append((("total", x), tuple((name, key, x) for key in held)))

    return leaks(values, relations, shown)


def test_rows_of_few_people_are_put_together():
    rows = {"a": [9, 0], "b": [1, 0], "c": [0, 2], "d": [6, 0]}

    assert gather(rows, rest="rest") == {"a": [9, 0], "rest": [7, 2]}
    assert gather({"a": [9, 0]}, rest="rest") == {"a": [9, 0]}


def test_hide_small_shows_what_is_large_and_noughts():
    assert hide_small([[9, 0], [8, 30]]) == [[9, 0], [8, 30], [17, 30]]
    assert hide_small([[2, 1]]) == [[None, None], [None, None]]
    assert hide_small([[2, 0], [9, 9]])[0] == [None, 0]
    assert hide_small([[0, 0, 0, 5], [0, 1, 4, 1]])[1] == [0, None, None, None]
