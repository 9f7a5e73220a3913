"""Columns of printed tables: no name broken, nothing beyond the page, nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.enums import OutcomeKind
from reports.queries import fitting, words

NAMES = [words.became(kind) for kind in ("NONE", "OPEN", *OutcomeKind.values)]
LABELS = st.text("情形县区abc 12", min_size=1, max_size=30)


def table(head, labels, **more):
    rows = [{"label": label, "ns": [str(n) for n in range(len(head))]} for label in labels]
    return {"first": "情形", "head": head, "rows": rows, **more}


def wide(name):
    return sum(1.0 if ord(mark) > 255 else 0.58 for mark in name)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=len(NAMES), unique=True),
    st.lists(LABELS, min_size=1, max_size=30),
    st.booleans(),
)
def test_every_number_stands_once_and_every_name_fits_in_its_column(head, labels, has_note):
    given_table = table(head, labels, **({"note": "出处"} if has_note else {}))

    made = fitting.fitted(given_table)

    assert [name for one in made for name in one["head"]] == head
    for place, row in enumerate(given_table["rows"]):
        assert [n for one in made for n in one["rows"][place]["ns"]] == row["ns"]
        assert {one["rows"][place]["label"] for one in made} == {row["label"]}
    for one in made:
        columns = one.get("columns")
        if columns is None:
            share = fitting.ROOM / (len(one["head"]) + 1)
            assert all(wide(name) * fitting.EM + fitting.PADDING <= share for name in one["head"])
            continue
        assert all(wide(column["name"]) <= column["width"] for column in columns)
        taken = sum(column["width"] * fitting.EM + fitting.PADDING for column in columns)
        assert taken <= fitting.ROOM - fitting.LEAST - (fitting.NOTE if has_note else 0)


@pytest.mark.parametrize(("rows", "is_whole"), [(12, True), (13, False)])
def test_short_table_is_not_divided_by_a_page(rows, is_whole):
    (made,) = fitting.fitted(table(["提名"], ["甲"] * rows))

    assert made["whole"] == is_whole


def test_equal_columns_stay_where_all_fit_and_words_alone_are_left_as_they_are():
    equal, alone = table(["提名", "决定召回"], ["县处级"]), table([], ["提名"], note="定义")

    assert "columns" not in fitting.fitted(equal)[0]
    assert fitting.fitted(alone) == [alone | {"whole": True}]
