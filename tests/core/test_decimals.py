"""Numbers as people write them, and what only looks like one."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core import decimals
from core.imports import cells
from core.ui.forms import PointsField

LOW, HIGH = Decimal(-1000), Decimal(1000)
REFUSED = [
    "1e309",
    "1e3",
    "NaN",
    "sNaN",
    "Infinity",
    "-inf",
    "\u0661\u0662",
    "\u00b2",
    "3.999",
    "0.001",
    "1_000",
    "1,000",
    "0x10",
    "--1",
    "1.",
    ".5",
    "1000.01",
    "-1000.01",
    "9" * 400,
    "十",
    "1 0",
]


class Form(forms.Form):
    points = PointsField(low=-1000, high=1000)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10", "10.00"),
        (" -3 ", "-3.00"),
        ("+0.5", "0.50"),
        ("83.320", "83.32"),
        ("\uff18\uff13\uff0e\uff13\uff12", "83.32"),
        ("-1000", "-1000.00"),
    ],
)
def test_number_is_read_exactly(written, expected):
    assert str(decimals.read(written, low=LOW, high=HIGH)) == expected


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_plain_number_is_refused_with_a_sentence(written):
    form = Form({"points": written})

    assert not form.is_valid()
    assert form.errors["points"][0]


@pytest.mark.parametrize("written", [*REFUSED, float("inf"), float("nan"), 3.999, 10**30])
def test_cell_that_is_no_plain_number_is_refused(written):
    with pytest.raises(cells.CellError):
        cells.number(LOW, HIGH)(written)


@pytest.mark.parametrize(("cell", "kept"), [(10, "10.00"), (0.1, "0.10"), ("'12.5", "12.50")])
def test_cell_is_kept_as_text(cell, kept):
    assert cells.number(LOW, HIGH)(cell) == kept


@given(st.text(max_size=12))
def test_no_text_gives_a_number_out_of_bounds_or_another_error(text):
    number = Decimal(0)
    with suppress(decimals.NotANumber):
        number = decimals.read(text, low=LOW, high=HIGH)

    assert LOW <= number <= HIGH
    assert number == number.quantize(Decimal("0.01"))
