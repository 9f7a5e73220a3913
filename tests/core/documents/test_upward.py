"""上行文, 联合行文 and 附件 of GB/T 9704-2012 with a ruler, as test_layout measures the rest."""

from functools import cache

import pytest
from django.template.loader import render_to_string

from core.documents import pdf
from core.documents.heads import Head
from tests.core.documents import archival
from tests.core.documents.measure import Paper
from tests.core.documents.test_layout import (
    BOTTOM,
    HANG,
    LEFT,
    RED,
    RIGHT,
    SENTENCE,
    TITLES,
    TOP,
    ZI,
    body_lines,
    near,
)

HOST, LABOUR, SCHOOL = "中共石泉县委组织部", "石泉县人力资源和社会保障局", "中共石泉县委党校"
SEAL = 42.0  # mm across
ROWS = [{"label": f"第{nth}镇", "ns": [nth, 2, 3]} for nth in range(1, 26)]
TABLE = {"first": "单位", "head": ["提名", "决定召回", "返回原岗位"], "rows": ROWS}
LONG = "石泉县2018年干部召回工作各单位报送情况和培训结果情况以及单位问责情况一览表"
FACTS = {
    "reference": "石组召报〔2018〕1号",
    "title": TITLES[0],
    "requested_on": "2018-06-01",
    "addressee": "中共安康市委组织部",
    "paragraphs": [
        {"style": "body", "text": f"{SENTENCE}。"},
        {"style": "heading", "text": "一、总体情况"},
        {"style": "body", "text": "特此报告。"},
    ],
    "attachments": [{"title": "各轮办理情况表", "table": TABLE}, {"title": LONG, "table": TABLE}],
    "contact": "周某，0915-6312345",
    "issued_on": "2018年6月1日",
    "copies_to": [],
}


ONE = Head((HOST,), ("㛃䶮",))


def sheet(head=ONE, **changes):
    """Print a report that goes up with this head."""
    facts = FACTS | head.facts() | changes
    return Paper(pdf.render(render_to_string("documents/submission.html", facts)).body)


@cache
def alone():
    return sheet(Head((HOST,), ("㛃䶮",), "特急", 7))


@cache
def joint(count=3):
    issuers = (HOST, LABOUR, SCHOOL, "石泉县财政局", "石泉县民政局", "石泉县审计局")[:count]
    signers = ("㛃䶮", "欧阳文静", "王小明", "李某", "张某某", "赵某")[:count]
    return sheet(Head(issuers, signers))


def run_of(paper, text):
    """Answer the run that begins so, wherever it stands on its line."""
    return next(
        run
        for number in range(1, len(paper) + 1)
        for line in paper.lines(number)
        for run in line.runs
        if run.text.startswith(text)
    )


def test_copy_number_has_six_digits_on_line_one_and_urgency_stands_below_it():
    copy, urgency = run_of(alone(), "000007"), run_of(alone(), "特急")

    assert (copy.font, copy.size, urgency.font, urgency.size) == ("GWFang", 16.0, "GWHei", 16.0)
    assert near(copy.x0, LEFT)
    assert near(urgency.x0, LEFT)
    assert near(copy.y0, TOP)
    assert near(urgency.y0 - copy.y0, HANG)


@pytest.mark.parametrize("number", [None, 7])
def test_mark_keeps_its_place_with_and_without_what_stands_above_it(number):
    paper = sheet(Head((HOST,), ("㛃䶮",), "加急" if number else "", number))
    _page, mark = paper.line(f"{HOST}文件")

    assert near(paper.ink_top(1, 62, 90), TOP + 35)
    assert near(mark.middle, (LEFT + RIGHT) / 2)


def test_number_stands_left_and_its_signer_right_with_one_character_on_one_line():
    number, label, name = (run_of(alone(), text) for text in ("石组召报", "签发人：", "㛃䶮"))
    left, right, top, _thick = alone().rules(1)[0]

    assert near(number.x0, LEFT + ZI)
    assert near(name.x1, RIGHT - ZI)
    assert near(number.y0, name.y0)
    assert (label.font, name.font) == ("GWFang", "GWKai-Ext")
    assert near(top - number.y1, 4)
    assert near(left, LEFT)
    assert near(right, RIGHT)


def test_signers_of_three_issuers_stand_two_a_line_and_the_number_on_the_last():
    first, second, third = (run_of(joint(), name) for name in ("㛃䶮", "欧阳文静", "王小明"))
    number, label = run_of(joint(), "石组召报"), run_of(joint(), "签发人：")

    assert near(first.y0, second.y0)
    assert near(third.x0, first.x0)
    assert near(third.y0 - first.y0, HANG)
    assert near(number.y0, third.y0)
    assert near(label.y0, first.y0)
    assert near(joint().rules(1)[0][2] - number.y1, 4)


@pytest.mark.parametrize("count", [2, 3, 6])
def test_names_of_a_joint_mark_are_equally_wide_and_keep_to_the_type_area(count):
    paper = joint(count)
    runs = [run for line in paper.lines(1) for run in line.runs if run.colour == RED]
    rows = {}
    for run in runs:
        if "文件" not in run.text:
            rows.setdefault(round(run.y0), []).append(run)
    edges = {
        (round(min(r.x0 for r in row)), round(max(r.x1 for r in row))) for row in rows.values()
    }

    assert len(rows) == count
    assert len(edges) == 1
    assert near(paper.ink_top(1, 62, 90), TOP + 35)
    assert {run.font for run in runs} == {"GWSong-Bold"}
    assert LEFT <= min(run.x0 for run in runs) < max(run.x1 for run in runs) <= RIGHT
    beside = run_of(paper, "文件")
    tops = [run.y0 for run in runs if "文件" not in run.text]
    assert near(beside.y0 + beside.y1, min(tops) + max(tops) + beside.y1 - beside.y0, 2)


@pytest.mark.parametrize("title", TITLES, ids=range(1, 5))
def test_title_of_a_report_is_two_lines_below_the_rule(title):
    paper = sheet(title=title)
    rows = [line for line in paper.lines(1) if line.runs[0].size == 22.0]

    assert len(rows) == TITLES.index(title) + 1
    assert near(rows[0].y0 - paper.rules(1)[0][2], 2 * HANG + (12.4 - 7.76) / 2, 1.5)


def test_attachments_are_named_one_line_below_the_text_and_run_over_below_their_name():
    page, first = alone().line("附件：")
    lines = body_lines(alone(), page)
    at = lines.index(first)
    before, second, over = lines[at - 1], lines[at + 1], lines[at + 2]

    assert near(first.y0 - before.y0, 2 * HANG)
    assert near(first.x0, LEFT + 2 * ZI)
    assert first.text == "附件：1\uff0e各轮办理情况表"
    assert near(second.x0, LEFT + 5 * ZI)
    name = next(run for run in second.runs if "石泉县" in run.text)
    assert near(over.x0, name.x0 if name.text.startswith("石泉县") else over.x0)
    assert f"{second.text}{over.text}".removeprefix("2\uff0e") == LONG
    assert near(second.y0 - first.y0, HANG)


def test_one_attachment_bears_no_number():
    paper = sheet(attachments=FACTS["attachments"][:1])

    assert paper.line("附件：")[1].text == "附件：各轮办理情况表"
    page, _label = paper.line("附件：")
    assert next(line.text for line in paper.lines(page + 1)) == "附件"


def test_an_attachment_begins_a_page_with_its_label_and_its_title_on_line_three():
    for number, label in ((page, one) for page in range(2, len(alone()) + 1) for one in "12"):
        lines = alone().lines(number)
        if lines and lines[0].text == f"附件{label}":
            assert lines[0].runs[0].font == "GWHei"
            assert near(lines[0].x0, LEFT)
            assert near(lines[0].y0, TOP)
            assert near(lines[1].y0 + (7.76 - 5.64) / 2 - lines[0].y0, 2 * HANG, 1.5)
            assert near(lines[1].middle, (LEFT + RIGHT) / 2)
            assert lines[1].runs[0].size == 22.0
    labels = [line.text for n in range(1, len(alone()) + 1) for line in alone().lines(n)[:1]]
    assert [text for text in labels if text in {"附件1", "附件2"}] == ["附件1", "附件2"]


def test_rows_of_an_attachment_are_whole_and_its_head_comes_again():
    paper = sheet(attachments=[{"title": "表", "table": TABLE | {"rows": ROWS * 3}}])
    heads = sum(
        line.text.startswith("单位") for n in range(1, len(paper) + 1) for line in paper.lines(n)
    )

    told = [
        line.text
        for n in range(1, len(paper) + 1)
        for line in paper.lines(n)
        if line.text.startswith("第") and "镇" in line.text
    ]
    assert heads >= 3
    assert len(told) == len(ROWS) * 3


def test_imprint_stands_behind_the_attachments_at_the_foot_of_an_even_page():
    for paper in (alone(), joint(), sheet(attachments=[])):
        page, maker = paper.line("中共石泉县委组织部2018年6月1日印发")
        assert page == len(paper)
        assert page % 2 == 0
        *_rest, last = paper.rules(page)
        assert near(last[2] + last[3], BOTTOM, 0.5)
        assert maker.runs[0].size == 14.0


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_a_seal_over_each_name_covers_no_text_and_touches_no_other(count):
    """Seals of 42 mm: over name and date, a little above their middle, within the type area."""
    paper = joint(count) if count > 1 else alone()
    page, date = next(
        (number, run)
        for number in range(1, len(paper) + 1)
        for line in paper.lines(number)
        for run in line.runs
        if run.text == "2018年6月1日"
    )
    names = (HOST, LABOUR, SCHOOL, "石泉县财政局", "石泉县民政局", "石泉县审计局")[:count]
    runs = [run for line in paper.lines(page) for run in line.runs]
    signed = [[run for run in runs if run.text == name][-1] for name in names]
    seals = [((run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2) for run in signed]
    others = [run for run in runs if run not in signed and run != date and run.y0 < BOTTOM]

    for across, down in seals:
        assert across - SEAL / 2 >= LEFT - 1
        assert across + SEAL / 2 <= RIGHT + 1
        for run in others:
            aside = max(run.x0 - across, across - run.x1, 0)
            apart = max(run.y0 - down, down - run.y1, 0)
            assert (aside**2 + apart**2) ** 0.5 >= SEAL / 2 - 1, run.text
    for one in range(count):
        for other in range(one):
            (x0, y0), (x1, y1) = seals[one], seals[other]
            assert ((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5 > SEAL
    above = max(run.y1 for run in others if run.y1 < signed[0].y0)
    assert seals[0][1] - SEAL / 2 - above <= HANG
    assert near((date.x0 + date.x1) / 2, seals[-1][0])


@pytest.mark.parametrize("lines", range(1, 23, 4))
def test_signatures_of_a_joint_paper_are_never_alone_on_a_page(lines):
    text = [{"style": "body", "text": SENTENCE * lines}]
    paper = sheet(Head((HOST, SCHOOL), ("㛃䶮", "王某")), paragraphs=text, attachments=[])
    page, line = paper.line("2018年6月1日") if lines < 0 else _dated(paper)

    assert any(one.y0 < line.y0 - 2.5 * HANG for one in body_lines(paper, page))
    assert "此页无正文" not in "".join(one.text for one in paper.lines(page))


def _dated(paper):
    return next(
        (number, line)
        for number in range(1, len(paper) + 1)
        for line in paper.lines(number)
        if any(run.text == "2018年6月1日" for run in line.runs)
    )


def test_page_numbers_go_on_over_the_attachments_outside():
    for number in range(1, len(alone()) + 1):
        line = alone().lines(number)[-1]
        assert line.text == f"— {number} —"
        edge = RIGHT - line.x1 if number % 2 else line.x0 - LEFT
        assert near(edge, 14 * 25.4 / 72)


@pytest.mark.parametrize("paper", [alone, joint])
def test_both_readers_draw_it_and_an_archive_takes_it(paper, tmp_path):
    made = paper()
    for page in range(1, len(made) + 1):
        # thin rules of a table are drawn a dot thicker by one of them
        assert near(made.ink(page), made.poppler_ink(page, tmp_path), 0.004)
    assert archival.faults(made.body) == []


def test_names_of_seven_columns_of_an_attachment_stand_in_two_lines():
    head = ["应报单位", "有提名单位", "零报告单位", "未报单位", "逾期单位", "拒报单位", "瞒报单位"]
    row = {"label": "第 1 轮", "ns": [5, 5, 0, 0, 4, 0, 0]}
    table = {"first": "轮次", "head": head, "rows": [row]}
    paper = sheet(attachments=[{"title": "单位报送情况表", "table": table}])
    page, _first = paper.line("第 1 轮")
    named = [run for line in paper.lines(page) for run in line.runs if run.text in "有提名零报告"]

    assert [run.text for run in named] == ["有提名", "零报告"]
