"""Lengths of a sheet reckoned as it is read; test_packing compares what is printed with them."""

import re

import pytest

from core.documents import reckoning, sheets

PT, MM = 1 / 0.75, 96 / 25.4


@pytest.mark.parametrize(
    ("told", "length"),
    [
        ("calc(156mm / 28)", 156 * MM / 28),
        ("calc((225mm - 16pt) / 21)", (225 * MM - 16 * PT) / 21),
        ("calc(-3 * 2px + .5mm)", -6 + 0.5 * MM),
        ("calc(16pt * 7 / 8 - 1px)", 14 * PT - 1),
        ("calc(2 * (1px + calc(3px - 2px)))", 4),
    ],
)
def test_sum_of_fixed_lengths_is_reckoned(told, length):
    found = reckoning.reckoned(f"p {{ top: {told}; }}")

    assert float(found.removeprefix("p { top: ").removesuffix("px; }")) == pytest.approx(length)


@pytest.mark.parametrize(
    "told",
    [
        "p { width: calc(100% - 2mm); }",
        "p { width: calc(2em + 1px); }",
        "p { width: calc(1px * 2px); }",
        "p { width: calc(2px / 0); }",
        "p { width: calc(1px + 2); }",
        "p { order: calc(1 + 2); }",
        "p { color: var(--unknown); }",
        "tr:nth-child(2) { top: 0; }",
        "p::before { content: string(report) ' ' counter(page); }",
        "p { transform: scale(2px); color: rgb(1, 2, 3); }",
    ],
)
def test_anything_else_stays_as_it_is(told):
    assert reckoning.reckoned(told) == told


def test_names_may_hold_names_and_the_last_one_counts():
    sheet = (
        ":root { --a: 1px; --a: 2px; --b: calc(2 * var(--a)) }\np { margin: var(--b) var(--a); }"
    )

    assert reckoning.reckoned(sheet).endswith("p { margin: 4.0px 2px; }")


def test_nothing_is_left_to_reckon_of_the_products_sheets():
    for told in sheets.assets().values():
        sheet = told.decode()
        found = reckoning.reckoned(sheet)
        assert not re.search(r"--[\w-]+\s*:", reckoning._ROOT.sub("", sheet))
        assert "var(" not in found
        assert "calc(" not in found
