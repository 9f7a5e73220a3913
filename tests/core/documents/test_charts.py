import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from core.documents import charts, pdf
from tests.core.documents.snapshots import NOTICE

COUNTS = st.integers(0, 100_000)


def test_bars_are_as_long_as_their_values():
    chart = charts.bars("各情形人数", [("甲", 10), ("乙", 5), ("丙", 0)])

    ten, five, none = [row["segments"] for row in chart["rows"]]
    assert ten[0]["width"] == pytest.approx(2 * five[0]["width"], abs=1)
    assert none == []
    assert [row["total"] for row in chart["rows"]] == [10, 5, 0]
    assert [tick["label"] for tick in chart["ticks"]] == [0, 2, 4, 6, 8, 10]
    assert chart["legend"] == []


def test_stacked_bars_have_legend_and_totals():
    chart = charts.stacked_bars("按职级", ["科级", "股级"], [("提名", [3, 22]), ("决定", [2, 20])])

    assert [entry["name"] for entry in chart["legend"]] == ["提名", "决定"]
    assert chart["table"] == {
        "head": ["提名", "决定", "合计"],
        "rows": [{"label": "科级", "values": [3, 2, 5]}, {"label": "股级", "values": [22, 20, 42]}],
    }


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=12))
def test_everything_stays_inside_the_drawing(pairs):
    labels = [f"第{place}单位" for place in range(len(pairs))]
    columns = list(zip(*pairs, strict=True)) or [(), ()]
    chart = charts.stacked_bars("图", labels, [("甲", columns[0]), ("乙", columns[1])])

    ends = [part["x"] + part["width"] for row in chart["rows"] for part in row["segments"]]
    assert all(chart["left"] <= end <= chart["width"] - charts.VALUE_ROOM + 2 for end in ends)
    assert 2 <= len(chart["ticks"]) <= 7


def test_long_label_is_shortened_in_drawing_and_whole_in_table():
    label = "贯彻执行上级决策部署不力且推诿扯皮造成不良影响的"

    chart = charts.bars("图", [(label, 1)])

    row = chart["rows"][0]
    assert (row["label"].endswith("…"), row["full"]) == (True, label)
    assert chart["table"]["rows"][0]["label"] == label


@pytest.mark.parametrize(
    "series", [[], [("甲", [1, 2])], [("甲", [-1])]], ids=["none", "length", "negative"]
)
def test_impossible_series_is_refused(series):
    with pytest.raises(ValueError, match=r".+"):
        charts.stacked_bars("图", ["一"], series)


def test_drawing_is_allowed_by_the_csp_and_escapes_labels():
    chart = charts.bars("图", [("<script>", 3)])

    shown = render_to_string("documents/_chart.html", {"chart": chart})

    assert ("style=" in shown, "<script>" in shown) == (False, False)
    assert "<title>图</title>" in shown


def test_summary_prints_chart_as_text_with_page_numbers(tmp_path):
    chart = charts.bars("各情形人数", [("推诿扯皮", 14)])
    facts = NOTICE | {"title": "情况汇总", "as_of": "2018年7月31日", "chart": chart}
    html = render_to_string("documents/summary_base.html", facts)
    drawing = render_to_string("documents/_chart.html", facts)

    printed = pdf.render(html.replace("</body>", f"{drawing}</body>"))

    assert printed.page_count == 1


@pytest.mark.parametrize(("names", "lines"), [(["提名", "决定"], 1), (["不符合召回情形的"] * 6, 2)])
def test_legend_stays_within_the_drawing_and_takes_lines_as_needed(names, lines):
    chart = charts.stacked_bars("去向", ["黔西南布依族苗族自治州"], [(name, [1]) for name in names])

    ends = [entry["text_x"] + len(entry["name"]) * charts.FONT for entry in chart["legend"]]
    assert max(ends) <= chart["width"]
    assert len({entry["y"] for entry in chart["legend"]}) == lines
    assert chart["legend"][-1]["text_y"] < chart["head"]
