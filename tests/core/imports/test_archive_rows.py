"""ID numbers, posts and ratings: whom a line means, and what it may do."""

from datetime import date

import pytest

from cadres.models import AnnualRating, Cadre, Post
from core import identifiers
from core.audit.models import Entry
from core.imports.models import ImportRow
from core.sealing import boxes
from tests.core.imports.files import PEOPLE, grid, person, workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone
from tests.factories.units import CountyFactory, UnitFactory

pytestmark = pytest.mark.django_db
WITH_NUMBER = [*PEOPLE, "身份证号"]


def number(day="19800105", order="001"):
    digits = f"610922{day}{order}"
    return digits + identifiers.id_check_digit(digits)


def numbered(unit, text, name="王小明", born_on="1980-01-05", **more):
    return PostFactory(
        cadre=CadreFactory(
            unit=unit,
            name=name,
            user=None,
            born_on=born_on,
            id_number=text,
            id_fingerprint=text and boxes.fingerprint(text),
            **more,
        ),
        from_on="2015-03-01",
    ).cadre


def test_person_is_matched_by_number_whatever_the_name(county, unit, admin):
    held = numbered(unit, number())
    line = [*person("王晓明", "城关镇"), number()]

    run = applied(checked(county, workbook([line], header=WITH_NUMBER), by=admin), by=admin)

    assert counts(run) == (0, 1, 0, 0)
    held.refresh_from_db()
    assert held.name == "王晓明"


def test_namesake_with_another_number_is_a_new_person(county, unit, admin):
    numbered(unit, number(order="003"))
    line = [*person("王小明", "城关镇"), number()]

    run = applied(checked(county, workbook([line], header=WITH_NUMBER), by=admin), by=admin)

    assert counts(run) == (1, 0, 0, 0)
    new = Cadre.objects.get(id_fingerprint=boxes.fingerprint(number()))
    assert (new.name, new.id_number.reveal()) == ("王小明", number())


def test_person_without_number_gets_it_and_loses_it_when_undone(county, unit, admin):
    held = numbered(unit, None)
    line = [*person("王小明", "城关镇"), number()]

    run = applied(checked(county, workbook([line], header=WITH_NUMBER), by=admin), by=admin)

    held.refresh_from_db()
    assert held.id_number.reveal() == number()
    assert undone(run, by=admin).state == "UNDONE"
    held.refresh_from_db()
    assert (held.id_number, held.id_fingerprint) == (None, None)


def test_number_of_another_county_is_refused_without_saying_whose(county, unit, admin):
    numbered(UnitFactory(county=CountyFactory()), number())
    line = [*person("王小明", "城关镇"), number()]

    run = checked(county, workbook([line], header=WITH_NUMBER), by=admin)

    assert errors(run) == {(2, "I"): "这个号码不能使用，请核对；无误的请联系上级组织部门"}


def test_number_stands_in_no_staged_row_in_clear(county, unit, admin):
    lines = [[*person("王小明", "城关镇"), number()], [*person("李四", "城关镇"), "61092219800105"]]

    checked(county, workbook(lines, header=WITH_NUMBER), by=admin)

    staged = str(list(ImportRow.objects.values("cells", "values", "secrets", "errors", "key")))
    assert "6109221980" not in staged


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (6.10922198001050e17, "是数值或科学计数"),
        (610922198001050011, "是数值"),
        ("6.10922E+17", "是数值或科学计数"),
        (number()[:-1] + "Y", "18位"),
        ("610922198001050000", "末三位是 000"),
        (number(day="19810105"), "出生日期与身份证号不一致"),
        (number(order="002"), "性别与身份证号不一致"),
    ],
    ids=["float", "whole", "scientific", "form", "rounded", "birth", "sex"],
)
def test_number_that_cannot_be_is_refused_and_says_why(county, unit, admin, cell, told):
    line = [*person("王小明", "城关镇"), cell]

    run = checked(county, workbook([line], header=WITH_NUMBER), by=admin)

    assert run.bad_count == 1
    assert told in run.rows.get().errors[0]["text"]


def test_full_width_number_with_apostrophe_is_understood(county, unit, admin):
    wide = "\u2019" + number().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    line = [*person("王 小明", "城关镇"), wide]

    run = checked(county, workbook([line], header=WITH_NUMBER), by=admin)

    assert counts(run) == (1, 0, 0, 0)


POST_HEADER = ["姓名", "出生日期", "任职单位", "职务", "任职日期", "免职日期"]


def test_move_is_two_lines_and_undo_moves_back(county, unit, admin):
    held = numbered(unit, None)
    other = UnitFactory(county=county, name="县水利局")
    lines = [
        ["王小明", "1980-01-05", "城关镇", "科员", "2015-03-01", "2018-04-01"],
        ["王小明", "1980-01-05", "县水利局", "副局长", "2018.04", ""],
    ]

    run = applied(
        checked(county, grid(lines, POST_HEADER), kind="posts", pasted=True, by=admin), by=admin
    )

    assert (run.state, counts(run)) == ("APPLIED", (1, 1, 0, 0))
    held.refresh_from_db()
    assert held.unit == other
    assert list(held.posts.order_by("from_on").values_list("title", "until_on")) == [
        ("科员", date(2018, 4, 1)),
        ("副局长", None),
    ]
    assert undone(run, by=admin).state == "UNDONE"
    held.refresh_from_db()
    assert (held.unit, Post.objects.get().until_on) == (unit, None)


def test_entries_of_posts_name_the_person_also_when_undone(county, unit, admin):
    cadre = numbered(unit, number())
    other = UnitFactory(county=county, name="县林业局")
    header = ["姓名", "身份证号", "单位", "职务", "任职日期", "是否主职"]
    content = workbook([header, [cadre.name, number(), other.name, "兼职", "2016-01-01", "否"]])
    run = checked(county, content, kind="posts", by=admin)
    undone(applied(run, by=admin), by=admin)

    told = Entry.objects.filter(row_kind="cadres.post").order_by("pk")

    assert [(entry.act, entry.about_id) for entry in told] == [
        ("import_new", cadre.pk),
        ("undo_import_new", cadre.pk),
    ]


def test_second_main_post_at_the_same_time_is_refused(county, unit, admin):
    numbered(unit, None)
    lines = [["王小明", "1980-01-05", "城关镇", "副镇长", "2018-04-01", ""]]

    run = checked(county, grid(lines, POST_HEADER), kind="posts", pasted=True, by=admin)

    assert errors(run) == {(2, "E"): "与 2015-03-01 起的主职时间重叠，请先填写那一职务的免职日期"}


def test_rating_goes_on_the_scale_of_the_staff_kind(county, unit, admin):
    numbered(unit, None)
    numbered(unit, None, name="李四", staff_kind="INSTITUTION")
    header = ["姓名", "出生日期", "考核年度", "考核结果"]
    lines = [
        ["王小明", "1980-01-05", "2017年", "称职"],
        ["李四", "1980-01-05", 2017, "合格"],
    ]

    run = checked(county, workbook(lines, header=header), kind="ratings", by=admin)
    applied(run, by=admin)

    told = AnnualRating.objects.order_by("pk").values_list("civil", "institution", "year")
    assert list(told) == [("COMPETENT", "", 2017), ("", "QUALIFIED", 2017)]
    wrong = [["李四", "1980-01-05", 2017, "称职"], ["赵六", "1980-01-05", 2017, "优秀"]]
    run = checked(county, workbook(wrong, header=header), kind="ratings", by=admin)
    assert errors(run) == {
        (2, "D"): "按此人的身份应是：优秀、合格、基本合格、不合格、不确定档次",
        (3, "A"): "本县没有这个人，请先导入人员",
    }


def test_unit_is_changed_in_people_only_by_a_dated_post(county, unit, admin):
    numbered(unit, None)
    UnitFactory(county=county, name="县水利局")

    run = checked(county, workbook([person("王小明", "县水利局")]), by=admin)

    assert errors(run) == {(2, "C"): "与档案中的单位不同；换单位请带日期导入任职"}


def test_title_of_somebody_without_a_main_post_is_refused_and_the_rest_is_corrected(
    county, unit, admin
):
    held = CadreFactory(unit=unit, name="王小明", user=None, born_on="1980-01-05")

    run = checked(county, workbook([person("王小明", "城关镇")]), by=admin)

    told = "此人没有现任主职；任职请带日期导入任职"
    assert errors(run) == {(2, "G"): told, (2, "H"): told}
    line = person("王小明", "城关镇", 职级层次="乡科级", 职务="", 任职日期="")
    run = applied(checked(county, workbook([line]), by=admin), by=admin)
    held.refresh_from_db()
    assert (run.state, held.level, held.posts.count()) == ("APPLIED", "SECTION_LEVEL", 0)


@pytest.mark.parametrize(
    ("staff_kind", "words", "codes"),
    [
        ("CIVIL_SERVANT", ("称职", "优秀"), (("COMPETENT", ""), ("EXCELLENT", ""))),
        ("INSTITUTION", ("合格", "优秀"), (("", "QUALIFIED"), ("", "EXCELLENT"))),
    ],
)
def test_rating_is_corrected_on_its_own_scale_and_both_runs_are_undone(
    county, unit, admin, staff_kind, words, codes
):
    numbered(unit, None, staff_kind=staff_kind)
    header = ["姓名", "出生日期", "考核年度", "考核结果"]

    def run(word):
        content = workbook([["王小明", "1980-01-05", 2017, word]], header=header)
        return applied(checked(county, content, kind="ratings", by=admin), by=admin)

    def held():
        return list(AnnualRating.objects.values_list("civil", "institution"))

    first = run(words[0])
    Cadre.objects.update(staff_kind="WORKER")  # the year keeps the scale of its own staff kind
    assert held() == [codes[0]]
    Cadre.objects.update(staff_kind=staff_kind)
    second = run(words[1])
    assert (counts(second), held()) == ((0, 1, 0, 0), [codes[1]])

    assert undone(first, by=admin).reason.startswith("不能撤销：第 2 行")
    assert undone(second, by=admin).state == "UNDONE"
    assert held() == [codes[0]]
    assert undone(first, by=admin).state == "UNDONE"
    assert held() == []
