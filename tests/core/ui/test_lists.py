"""Lists: what the query string asks for, and that nonsense is harmless."""

import pytest
from django import forms
from django.http import QueryDict

from core.ui import lists


class FilterForm(forms.Form):
    q = forms.CharField(label="姓名", required=False)
    unit = forms.ChoiceField(
        label="单位",
        required=False,
        choices=[("", "全部"), ("乡镇", [("1", "城关镇")]), ("2", "县财政局")],
    )
    state = forms.MultipleChoiceField(
        label="状态", required=False, choices=[("a", "草稿"), ("b", "待核实")]
    )


@pytest.mark.parametrize(
    ("query", "number", "size"),
    [("", 1, 20), ("page=2&size=50", 2, 50), ("page=999", 16, 20), ("page=x&size=7", 1, 20)],
    ids=["first", "asked", "past the end", "nonsense"],
)
def test_page_of_answers_the_nearest_real_page(query: str, number: int, size: int) -> None:
    page = lists.page_of(range(312), QueryDict(query))

    assert (page.number, page.paginator.per_page) == (number, size)


class Rows:
    """Stands in for a queryset: keeps what it was ordered by."""

    def order_by(self, *fields: str) -> tuple[str, ...]:
        return fields


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", ("-due_on", "pk")),
        ("sort=name", ("cadre__name", "pk")),
        ("sort=password", ("-due_on", "pk")),
    ],
    ids=["default", "asked", "not offered"],
)
def test_in_order_sorts_by_offered_keys_only(query: str, fields: tuple[str, ...]) -> None:
    by = {"due": "due_on", "name": "cadre__name"}

    assert lists.in_order(Rows(), QueryDict(query), by=by, default="-due") == fields  # type: ignore[arg-type]


def test_tabs_keep_the_filters_and_drop_the_page() -> None:
    shown = lists.tabs(
        QueryDict("view=late&page=3&unit=2"), [("mine", "待我办理", 6), ("late", "超期", None)]
    )

    assert [(tab["on"], tab["url"]) for tab in shown] == [
        (False, "?unit=2&view=mine"),
        (True, "?unit=2&view=late"),
    ]


def test_chips_name_each_filter_in_use_and_the_way_out() -> None:
    query = QueryDict("unit=1&state=a&state=b&page=2")

    assert lists.chips(FilterForm(query), query) == [
        {"label": "单位：城关镇", "url": "?state=a&state=b"},
        {"label": "状态：草稿、待核实", "url": "?unit=1"},
    ]
