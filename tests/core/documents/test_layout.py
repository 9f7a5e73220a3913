"""GB/T 9704-2012 with a ruler: every number of the table in millimetres, on paper as printed.

What the reference table takes from memory (R) is measured all the same.
"""

from functools import cache
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from core.documents import pdf
from tests.core.documents.measure import Paper
from tests.core.documents.snapshots import NOTICE

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # the type area
ZI = 156 / 28  # one character
HANG = (225 - 16 * 25.4 / 72) / 21  # one line: ink of line 1 at 37 mm, of line 22 to 262 mm
RED = 0xD7000F
SENTENCE = "县委组织部对召回工作作出安排要求各单位如实上报并按时办结"  # 28 characters
TITLES = [
    "召回通知书",
    "关于石泉县安全生产监督管理局综合股股长召回培训的通知",
    "关于对石泉县安全生产监督管理局综合股股长贯彻执行上级决策部署不力问题予以召回参加教育培训的通知",
    "关于对石泉县安全生产监督管理局综合股股长贯彻执行上级决策部署不力和在办事窗口未一次告知所需材料"
    "致群众往返多次问题予以召回参加教育培训的通知",
]


def sheet(**changes):
    """Print a recall notice with these facts."""
    return Paper(
        pdf.render(render_to_string("documents/recall_notice.html", NOTICE | changes)).body
    )


@cache
def printed():
    return sheet()


def full_body():
    """A body of nothing but full lines: three pages of them."""
    head = '<!doctype html><title>x</title><link rel="stylesheet" href="app:gongwen.css">'
    return Paper(pdf.render(f'{head}<p class="dingge">{SENTENCE * 66}</p>').body)


def near(value, wanted, within=1.0):
    return abs(value - wanted) <= within


def body_lines(paper, number):
    return [line for line in paper.lines(number) if line.y0 < BOTTOM]


def test_paper_is_a4():
    assert {
        (round(page.rect.width * 25.4 / 72, 1), round(page.rect.height * 25.4 / 72, 1))
        for page in printed().pdf
    } == {(210.0, 297.0)}


def test_type_area_holds_22_lines_of_28_characters():
    paper = full_body()

    for number in (1, 2, 3):
        lines = body_lines(paper, number)
        assert ({len(line.text) for line in lines}, len(lines)) == ({28}, 22)
        assert near(paper.ink_top(number, 20, 60), TOP)
        assert near(lines[-1].runs[0].y1, BOTTOM)
        assert all(near(line.x0, LEFT) and near(line.x1, RIGHT) for line in lines)
        assert all(near(low.y0 - high.y0, HANG, 0.05) for high, low in pairwise(lines))
    assert len(paper) == 3


def test_body_is_fangsong_of_size_three():
    runs = {(run.font, run.size) for line in body_lines(full_body(), 1) for run in line.runs}

    assert runs == {("GWFang", 16.0)}


def test_issuer_mark_stands_35_mm_below_the_top_red_and_centred():
    number, mark = printed().line("中共石泉县委组织部文件")

    assert (number, mark.runs[0].font, mark.runs[0].colour) == (1, "GWSong-Bold", RED)
    assert near(printed().ink_top(1, 40, 90), TOP + 35)
    assert near(mark.middle, (LEFT + RIGHT) / 2)


@pytest.mark.parametrize("length", [4, 10, 11, 12, 13, 16, 17, 20, 21, 25])
def test_issuer_mark_of_any_length_keeps_to_the_type_area(length):
    name = "中共黔西南布依族苗族自治州望谟县委组织部干部监督室"[:length]
    paper = sheet(issuer=name)
    _number, mark = paper.line(name)

    assert LEFT - 0.5 <= mark.x0 < mark.x1 <= RIGHT + 0.5
    assert near(paper.ink_top(1, 40, 90), TOP + 35)


def test_number_is_two_empty_lines_below_the_mark_and_the_rule_4_mm_below_it():
    _number, mark = printed().line("中共石泉县委组织部文件")
    _number, reference = printed().line("石组召〔2018〕1号")
    left, right, top, _thick = printed().rules(1)[0]

    assert near(reference.y0 - mark.runs[0].y1, 2 * HANG + (HANG - 5.64) / 2)
    assert near(reference.middle, 106)
    assert (reference.runs[0].font, reference.runs[0].size) == ("GWFang", 16.0)
    assert near(top - reference.runs[0].y1, 4)
    assert near(left, LEFT)
    assert near(right, RIGHT)


@pytest.mark.parametrize("title", TITLES, ids=range(1, 5))
def test_title_is_two_lines_below_the_rule_centred_and_of_whole_lines(title):
    paper = sheet(title=title)
    rows = [line for line in paper.lines(1) if line.runs[0].size == 22.0]
    _left, _right, rule, _thick = paper.rules(1)[0]
    _number, addressee = paper.line("㛃䶮同志：")

    assert "".join(row.text for row in rows) == title
    assert len(rows) == TITLES.index(title) + 1
    assert all(row.runs[0].font == "GWSong-Bold" and near(row.middle, 106) for row in rows)
    assert all(row.x0 >= LEFT - 0.5 and row.x1 <= RIGHT + 0.5 for row in rows)
    assert near(rows[0].y0 - rule, 2 * HANG + (12.4 - 7.76) / 2, 1.5)
    assert near(addressee.y0 - rows[-1].runs[-1].y1, HANG + (HANG - 5.64) / 2 + (12.4 - 7.76) / 2)


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_addressees_stand_flush_left_and_end_with_a_colon(count):
    names = "，".join(f"石泉县第{nth}乡镇人民政府" for nth in range(1, count + 1))
    paper = sheet(addressee=names)
    _number, first = paper.line("石泉县第1乡镇")
    lines = body_lines(paper, 1)
    told = "".join(line.text for line in lines[lines.index(first) :])

    assert near(first.x0, LEFT)
    assert told.startswith(f"{names}：根据")
    assert near(paper.line("根据")[1].x0, LEFT + 2 * ZI)


def test_body_begins_on_page_one_and_its_levels_have_their_faces():
    page, body = printed().line("根据")
    _page, level = printed().line("一、")

    assert page == 1
    assert near(body.x0, LEFT + 2 * ZI)
    assert near(level.x0, LEFT + 2 * ZI)
    assert (level.runs[0].font, level.runs[0].size) == ("GWHei", 16.0)


def test_date_under_a_seal_leaves_four_characters_and_the_issuer_is_centred_on_it():
    page, date = printed().line("2018年5月10日")
    *_rest, issuer = [line for line in printed().lines(page) if line.text == "中共石泉县委组织部"]

    assert near(RIGHT - date.x1, 4 * ZI)
    assert near(issuer.middle, date.middle)
    assert near(date.y0 - issuer.y0, HANG)


@pytest.mark.parametrize("length", [17, 25])
def test_long_issuer_ends_with_the_type_area_and_the_date_is_centred_below_it(length):
    name = "中共黔西南布依族苗族自治州望谟县委组织部干部监督室"[:length]
    paper = sheet(issuer=name)
    page, date = paper.line("2018年5月10日")
    *_rest, issuer = [line for line in paper.lines(page) if line.text == name]

    assert near(issuer.x1, RIGHT)
    assert near(issuer.middle, date.middle)


@pytest.mark.parametrize("length", [9, 25])
def test_serving_receipt_is_one_sheet(length):
    name = "中共黔西南布依族苗族自治州望谟县委组织部干部监督室"[:length]
    paper = sheet(issuer=name, remedy={"office": name, "last_day": "2018年12月28日"})

    page, _title = paper.line("送达回证")

    assert page == len(paper)


@pytest.mark.parametrize(
    "lines",
    [pytest.param(n, marks=() if n % 4 == 1 else pytest.mark.sweep) for n in range(1, 23)],
)
def test_date_is_never_alone_on_a_page(lines):
    """Bodies that end on each line of a page: the seal has a line of text within one line above."""
    fact = {
        "ground": "服务意识不强",
        "code": "SQ13-06",
        "text": SENTENCE * lines,
        "finding": "属实",
    }
    paper = sheet(facts=[fact])
    page, date = paper.line("2018年5月10日")

    above = [line for line in body_lines(paper, page) if line.y0 < date.y0 - 1.5 * HANG]
    assert above
    assert date.runs[0].y1 <= BOTTOM + 0.5


def test_imprint_is_ruled_and_its_last_rule_closes_the_type_area_of_an_even_page():
    page, copies = printed().line("抄送：")
    maker = next(line for line in printed().lines(page) if "印发" in line.text)
    first, middle, last = printed().rules(page)

    assert page % 2 == 0
    assert [round(rule[3], 2) for rule in (first, middle, last)] == pytest.approx(
        [0.35, 0.25, 0.35], abs=0.09
    )
    assert all(near(rule[0], LEFT) and near(rule[1], RIGHT) for rule in (first, middle, last))
    assert near(last[2] + last[3], BOTTOM, 0.5)
    assert {run.size for line in (copies, maker) for run in line.runs} == {14.0}
    assert near(copies.x0, LEFT + 14 * 25.4 / 72)
    assert near(RIGHT - maker.x1, 14 * 25.4 / 72)
    assert copies.text.endswith("。")


def test_copies_that_run_over_stand_below_the_first_name():
    many = [f"石泉县第{nth}乡镇人民政府" for nth in range(1, 9)]
    paper = sheet(copies_to=many)
    page, first = paper.line("抄送：")
    second = paper.lines(page)[1]

    assert near(second.x0, first.x0 + 3 * 14 * 25.4 / 72)
    assert second.x1 <= RIGHT


@pytest.mark.parametrize(("page", "edge"), [(1, "right"), (2, "left")])
def test_page_number_is_7_mm_below_and_one_character_in(page, edge):
    number = printed().lines(page)[-1]
    zi = 14 * 25.4 / 72

    assert number.text == f"— {page} —"
    assert (number.runs[0].font, number.runs[0].size) == ("GWSong", 14.0)
    assert near((number.y0 + number.runs[0].y1) / 2 - BOTTOM, 7)
    indent = RIGHT - number.x1 if edge == "right" else number.x0 - LEFT
    assert near(indent, zi)


def test_page_of_the_imprint_alone_and_the_blank_one_before_bear_no_number():
    assert [
        line.text for page in (3, 4) for line in printed().lines(page) if line.y0 > BOTTOM
    ] == []


def test_mupdf_and_poppler_draw_the_same_ink(tmp_path):
    """A subset CFF face comes out blank in one of them (reference: pdf.md A)."""
    paper = printed()
    for page in range(1, len(paper) + 1):
        mine, theirs = paper.ink(page), paper.poppler_ink(page, tmp_path)
        assert near(mine, theirs, 0.003)
        assert (mine > 0.001) == (page != 3)


def test_text_comes_back_as_it_was_written():
    told = "".join(line.text for page in range(1, 3) for line in body_lines(printed(), page))

    assert "致群众𬱟某、㐱某往返3次。（核实结论：部分属实）" in told


LETTER = {
    "issuer": "中共石泉县委组织部",
    "reference": "石组函〔2018〕7号",
    "title": "关于对㛃䶮同志提名情况的澄清函",
    "requested_on": "2018-06-10",
    "addressee": "㛃䶮同志",
    "cadre": "㛃䶮",
    "unit": "石泉县安全生产监督管理局",
    "post_title": "综合股股长",
    "campaign_title": "石泉县2018年“退回干部”再教育工作",
    "submitted_on": "2018年5月2日",
    "result": "经核实，提名所列情形不属实",
    "scope": "本单位领导班子会、县委组织部",
    "issued_on": "2018年6月10日",
    "copies_to": ["石泉县安全生产监督管理局"],
}


@cache
def letter(issuer="中共石泉县委组织部"):
    facts = LETTER | {"issuer": issuer}
    return Paper(pdf.render(render_to_string("documents/clearing_letter.html", facts)).body)


@pytest.mark.parametrize(
    "issuer", ["中共石泉县委组织部", "中共黔西南布依族苗族自治州望谟县委组织部"]
)
def test_letter_has_its_mark_30_mm_and_its_rules_at_their_places(issuer):
    paper = letter(issuer)
    _page, mark = paper.line(issuer)
    upper, lower = paper.rules(1)[:2], paper.rules(1)[-2:]

    assert (mark.runs[0].font, mark.runs[0].colour) == ("GWSong-Bold", RED)
    assert near(paper.ink_top(1, 20, 60), 30)
    assert near(upper[0][2] - mark.runs[0].y1, 4)
    assert near(lower[1][2] + lower[1][3], 277)
    assert [rule[3] for rule in upper] == sorted((rule[3] for rule in upper), reverse=True)
    assert [rule[3] for rule in lower] == sorted(rule[3] for rule in lower)
    assert all(near(left, 20) and near(right, 190) for left, right, _top, _thick in upper + lower)


def test_letter_bears_its_number_at_the_right_below_the_rule_and_no_page_number():
    paper = letter()
    _page, reference = paper.line("石组函〔2018〕7号")
    rule = paper.rules(1)[1]

    assert near(reference.x1, RIGHT)
    assert near(reference.y0 - rule[2] - rule[3], 16 * 7 / 8 * 25.4 / 72)
    assert [line.text for line in paper.lines(1) if line.y0 > BOTTOM] == []
    assert (len(paper.rules(1)), paper.line("抄送：")[0], paper.rules(2)) == (4, 2, [])
    assert paper.lines(2)[-1].text == "— 2 —"


def minutes(issuer="中共石泉县委组织部", items=1, reference=""):
    item = {"name": "㛃䶮", "unit": "石泉县安全生产监督管理局", "result": "决定召回", "facts": []}
    item |= {"result_code": "APPROVED", "opinion": "同意召回", "version": 4, "hash": "0a1b2c3d4e5f"}
    item |= {"due": 9, "present": 9, "agree": 8, "disagree": 1, "defer": 0}
    facts = {
        "issuer": issuer,
        "reference": reference,
        "title": "2018年第5次部务会会议纪要",
        "requested_on": "2018-05-24",
        "meeting": "2018年第5次部务会",
        "body": "部务会",
        "held_on": "2018年5月24日",
        "keeper": "周某",
        "due": 10,
        "present": [f"王{nth}部长" for nth in "甲乙丙丁戊己庚辛壬"],
        "absent": [{"name": "冯委员", "reason": "出差"}],
        "items": [item | {"position": nth + 1} for nth in range(items)],
        "totals": {"approved": items, "rejected": 0, "deferred": 0, "none": 0},
    }
    return Paper(pdf.render(render_to_string("documents/meeting_minutes.html", facts)).body)


def test_minutes_bear_their_number_in_the_middle_between_mark_and_maker():
    paper = minutes(reference="2018年第5期")
    _page, number = paper.line("2018年第5期")
    line = next(one for one in paper.lines(1) if one.text == "中共石泉县委组织部2018年5月24日")
    _page, mark = paper.line("中共石泉县委组织部会议纪要")

    assert near((number.x0 + number.x1) / 2, (LEFT + RIGHT) / 2)
    assert mark.runs[0].y1 < number.y0
    assert near(line.y0 - number.y0, 2 * HANG)


@pytest.mark.parametrize("issuer", ["中共石泉县委组织部", "中共黔西南布依族苗族自治州望谟县委"])
def test_minutes_have_their_mark_35_mm_down_and_maker_and_day_above_the_rule(issuer):
    paper = minutes(issuer)
    page, mark = paper.line(f"{issuer}会议纪要")
    line = next(one for one in paper.lines(1) if one.text == f"{issuer}2018年5月24日")
    left, right, top, _thick = paper.rules(1)[0]

    assert (page, mark.runs[0].font, mark.runs[0].colour) == (1, "GWSong-Bold", RED)
    assert near(paper.ink_top(1, 40, 90), TOP + 35)
    assert LEFT - 0.5 <= mark.x0 < mark.x1 <= RIGHT + 0.5
    assert near(line.y0 - mark.runs[0].y1, 2 * HANG + (HANG - 5.64) / 2)
    assert near(line.x0, LEFT + ZI)
    assert near(line.x1, RIGHT - ZI)
    assert near(top - line.runs[0].y1, 4)
    assert near(left, LEFT)
    assert near(right, RIGHT)


def test_minutes_tell_who_was_there_an_empty_line_below_two_characters_in():
    paper = minutes(items=2)
    page, present = paper.line("出席：")
    lines = body_lines(paper, page)
    at = lines.index(present)
    last, over, absent = lines[at - 1], lines[at + 1], paper.line("请假：")[1]

    assert (present.runs[0].text, present.runs[0].font) == ("出席", "GWHei")
    assert {run.size for run in present.runs} == {16.0}
    assert near(present.x0, LEFT + 2 * ZI)
    assert near(present.y0 - last.y0, 2 * HANG)
    assert near(over.x0, LEFT + 5 * ZI)
    assert over.text.startswith("王")  # no name is broken
    assert (absent.text, absent.runs[0].font) == ("请假：冯委员（出差）", "GWHei")


def test_minutes_bear_no_imprint_and_their_names_are_signed_below_the_text():
    pages = {items: minutes(items=items) for items in range(1, 8)}
    for paper in pages.values():
        page, chair = paper.line("主持人")
        assert page == len(paper)
        assert paper.line("记录：周某")[0] == page
        assert chair.runs[0].font == "GWHei"
        told = "".join(line.text for nth in range(1, page + 1) for line in paper.lines(nth))
        assert "印发" not in told


@pytest.mark.parametrize(
    "issuer", ["中共忠县委组织部", "中共石泉县委组织部", "中共黔西南布依族苗族自治州望谟县委组织部"]
)
def test_without_a_seal_name_and_date_stand_right_below_the_text_two_characters_in(issuer):
    row = {"name": "㛃䶮", "unit": "石泉县统计局", "decision": "返回原岗位", "remedy": "内部异议"}
    facts = LETTER | {"issuer": issuer, "title": "公示", "unsealed": True, "rows": [row]}
    facts |= {"days": 5, "from_on": "2018年6月11日", "until_on": "2018年6月15日", "basis": ""}
    facts |= {"issued_on": "2018年12月31日", "copies_to": []}
    paper = Paper(pdf.render(render_to_string("documents/disclosure_notice.html", facts)).body)
    page, date = paper.line("2018年12月31日")
    lines = body_lines(paper, page)
    last, name = lines[lines.index(date) - 2 : lines.index(date)]

    assert (name.text, last.text[-3:]) == (issuer, "查询。")
    assert near(name.y0 - last.y0, 2 * HANG)
    assert near(date.y0 - name.y0, HANG)
    assert near(name.x1, RIGHT - 2 * ZI)
    assert near(date.x0 - name.x0, 2 * ZI)
    assert date.x1 <= RIGHT + 0.5
