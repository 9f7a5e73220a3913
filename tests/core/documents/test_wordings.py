"""A paper's words around its facts: what the templates print, and the same text as Word."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.template.loader import render_to_string

from core.documents import composing, pdf, word, wordings
from core.documents.wordings import Words
from tests.core.documents.snapshots import NOTICE

TEMPLATES = {"return_notice": "outcome", "outcome_decision": "outcome"}
CODES = [kind.code for kind in wordings.kinds()]


def kind_of(code):
    kind = wordings.find(code)
    return kind, dict(kind.sample) | {"title": composing.paragraphs(kind, kind.sample)[0].text}


def worded(kind, facts):
    return render_to_string(wordings.PAGE, composing.context(kind, facts))


def variants(code, facts):
    """The sample, and what else its conditions can say."""
    yield facts
    if code == "recall_notice":
        yield NOTICE
        yield NOTICE | {"post_title": "", "treatment": "", "class": {"title": None}}
    if code == "allegation":
        bare = facts["facts"][0] | {"evidence": [], "place": "", "cited": "", "hidden": ["证人"]}
        yield facts | {"facts": [bare, bare], "post_title": "", "remedy": {"office": "组织部"}}
    if code in TEMPLATES:
        held = {"condition": "按月报告", "observed_until_on": "2026年12月8日", "new_post": "股长"}
        held |= {
            "ends_on": "2027年1月1日",
            "basis": [],
            "conditions": [],
            "unavailable_mark": "降级",
        }
        yield facts | held | {"legal_profile_note": "仅供研究"}
    if code == "appeal_receipt":
        yield facts | {"is_panel": True, "extension": 30, "is_late": True}


@pytest.mark.parametrize("code", CODES)
def test_product_text_prints_the_bytes_of_its_template(code):
    kind, facts = kind_of(code)

    for told in variants(code, facts):
        old = render_to_string(f"documents/{TEMPLATES.get(code, code)}.html", told)
        assert pdf.render(worded(kind, told)).body == pdf.render(old).body


def test_lines_become_headings_and_empty_optional_lines_go():
    kind, facts = kind_of("recall_notice")
    body = "\n　　一、事项\n（一）小项\n一、全句。\n{{职务}}\n\n{{单位}}\n{{事实}}"
    kind = replace(kind, words=Words("题", "{{主送}}", body))

    said = composing.paragraphs(kind, facts | {"post_title": ""})[2:]

    assert [(one.style, one.text) for one in said[:4]] == [
        ("heading", "一、事项"),
        ("subheading", "（一）小项"),
        ("body", "一、全句。"),
        ("body", "样张县第一局"),
    ]
    assert said[4].runs[1].face == "kai"


def test_field_brought_by_a_fact_is_not_filled_again():
    kind, facts = kind_of("recall_notice")
    facts |= {"cadre": "{{单位}}", "campaign_title": "{{ issuer }}{% now 'Y' %}"}

    text = composing.paragraphs(kind, facts)[2].text

    assert "{{ issuer }}{% now 'Y' %}安排" in text
    assert "{{单位}}同志" in text


@pytest.mark.parametrize("code", CODES)
def test_word_says_what_the_paper_says_and_is_the_same_twice(code):
    kind, facts = kind_of(code)

    body = word.build(kind, facts)

    told = [row.text for row in docx.Document(BytesIO(body)).paragraphs]
    said = [one.text for one in composing.paragraphs(kind, facts)]
    assert told[2 : 2 + len(said)] == said
    mark = facts["issuer"] + ("" if code == "clearing_letter" else "文件")
    assert told[:2] == [mark, facts["reference"]]
    assert body == word.build(kind, facts)


def test_word_lies_on_the_type_area_of_official_paper():
    kind, facts = kind_of("recall_notice")

    paper = docx.Document(BytesIO(word.build(kind, facts)))

    sheet = paper.sections[0]
    edges = (sheet.top_margin, sheet.bottom_margin, sheet.left_margin, sheet.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    grid = paper.element.xpath("//w:docGrid")[0]
    assert set(grid.values()) == {"linesAndChars", "580", "-845"}
    faces = {fonts.values()[-1] for fonts in paper.element.xpath("//w:body//w:rFonts")}
    assert faces == {word.SONG, word.FANG, word.HEI, word.KAI}


def test_word_keeps_hostile_text_as_text():
    kind, facts = kind_of("recall_notice")
    hostile = "</w:t><w:instrText>INCLUDETEXT x</w:instrText>&amp;<img src=http://x>"

    paper = docx.Document(BytesIO(word.build(kind, facts | {"cadre": hostile})))

    assert paper.element.xpath("//w:instrText") == []
    assert hostile in paper.paragraphs[4].text


def test_the_sample_of_a_decision_does_not_contradict_itself():
    kind = wordings.find("outcome_decision")
    assert kind is not None

    said = "".join(one.text for one in composing.paragraphs(kind, kind.sample))

    assert "结论为不合格" in said
    assert "已核对：经综合考核认定不适宜担任现职；已听取本人陈述申辩。" in said
    assert "批准机关：中共样张县委。" in said
