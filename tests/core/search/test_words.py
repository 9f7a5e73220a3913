"""How titles and questions are written alike, and which words a title makes."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.search.readings import rows
from core.search.words import folded

pytestmark = pytest.mark.django_db


def words(title, *, is_person=True, numbers=()):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM search_words(%s, %s, %s::text[])", [title, is_person, list(numbers)]
        )
        return {word for (word,) in cursor.fetchall()}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("曾志伟", "zengzhiwei"),
        ("单田芳", "shantianfang"),
        ("解晓东", "xiexiaodong"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("朴树", "piaoshu"),
        ("任强", "renqiang"),
        ("盖丽丽", "gelili"),
        ("区汉民", "ouhanmin"),
        ("尉迟恭明", "yuchigongming"),
        ("万俟卨", "moqixie"),
        ("欧阳䶮", "ouyangyan"),
        ("吕梁", "lvliang"),
        ("㛃𬱟", "jiewei"),
    ],
)
def test_person_is_spoken_as_the_surname_is(name, said):
    assert said in words(name)


def test_everyday_reading_of_a_surname_finds_the_person_too():
    assert {"zengjie", "cengjie", "zj", "cj"} <= words("曾洁")


def test_ending_of_a_name_is_a_word_by_signs_pinyin_and_initials():
    assert {"小明", "明", "xiaoming", "ming", "xm", "wxm"} <= words("王小明")


def test_office_is_read_in_both_ways():
    assert {"yinhang", "xinggongzi", "nongyeyinhang"} & words("农业银行", is_person=False) == {
        "yinhang",
        "nongyeyinhang",
    }


def test_number_is_found_by_its_year_and_by_its_last_part():
    made = words("王五", numbers=["石组召〔2018〕3号"])

    assert {"石组召20183号", "20183号"} <= made


def test_sign_that_nobody_reads_stands_for_itself():
    assert "王\U00020001" in words("王\U00020001")


@given(
    st.text(
        alphabet=st.one_of(
            st.characters(min_codepoint=0x20, max_codepoint=0x7E),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
            st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
            st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
            st.sampled_from("·•〔〕（）“”\u2019—　ü℃①"),
        ),
        max_size=60,
    )
)
def test_database_and_product_write_a_text_alike(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_fold(%s)", [text])
        assert cursor.fetchone()[0] == folded(text)


def test_readings_are_plain_letters():
    wrong = [row for row in rows() if not all(said.isascii() and said.isalpha() for said in row[1])]

    assert wrong == []
