from decimal import Decimal

import pytest

from accounts.enums import Role
from core.audit.models import Entry
from evidence.models import BookEntry
from evidence.queries import books as figures
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import books as make
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone
from tests.fixtures import media

__all__ = ["media"]
pytestmark = pytest.mark.django_db
HEADER = ["姓名", "出生日期", "单位", "台账", "项目", "分值", "发生日期", "事由", "依据材料"]


@pytest.fixture
def office():
    book = make.opened_book(make.UnitFactory(name="县委办"))
    cadre = PostFactory(cadre=CadreFactory(unit=book.unit, name="王小明")).cadre
    book.member = make.member(book, cadre=cadre)
    book.admin = holder(Role.COUNTY_ADMIN, book.county)
    return book


def line(**changes):
    told = ["王小明", "1980-01-01", "县委办", "县委办积分管理", "公文出现差错", "", "2018-05-08"]
    told += ["通知写错", "督办单3号"]
    for name, value in changes.items():
        told[HEADER.index(name)] = value
    return told


def run(book, *lines):
    content = workbook(list(lines), header=HEADER)
    return checked(book.county, content, kind="points", by=book.admin)


def test_lines_become_entries_and_a_repeat_is_doubled(office):
    found = run(office, line(), line(事由="又写错"), line(项目="完成专项项目", 分值=20))
    applied(found, by=office.admin)

    rows = BookEntry.objects.filter(member=office.member).order_by("pk")
    assert sorted(row.points for row in rows) == [-10, -5, 20]
    assert Entry.objects.filter(act="import_new", about_id=office.member.cadre_id).count() == 3


def test_same_file_again_changes_nothing(office):
    applied(run(office, line()), by=office.admin)

    assert counts(run(office, line())) == (0, 0, 1, 0)


def test_undo_reverses_and_keeps_both_lines(office):
    done = applied(run(office, line()), by=office.admin)

    undone(done, by=office.admin)

    assert [row.points for row in BookEntry.objects.order_by("pk")] == [-5, 5]
    assert figures.standings(office).get(pk=office.member.pk).total == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"分值": "1e309"}, "请填写数字"),
        ({"分值": "NaN"}, "请填写数字"),
        ({"分值": "\u0661\u0662"}, "请填写数字"),
        ({"分值": 3.999}, "最多两位小数"),
        ({"分值": -6}, "与项目分值不符"),
        ({"项目": "没有的项目"}, "台账里没有这个项目"),
        ({"台账": "没有的台账"}, "正在记分的台账"),
        ({"姓名": "无此人"}, "本县没有这个人"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_line_that_does_not_fit_is_told_by_cell(office, changes, sentence):
    found = errors(run(office, line(**changes)))

    assert len(found) == 1
    assert sentence in next(iter(found.values()))


def test_person_outside_the_book_is_refused(office):
    PostFactory(cadre=CadreFactory(unit=office.unit, name="李小红"))

    assert "没有列入这个台账" in str(errors(run(office, line(姓名="李小红"))))


def test_written_line_is_never_changed(office):
    applied(run(office, line()), by=office.admin)

    assert "只增不改" in str(errors(run(office, line(依据材料="另一张单子"))))
    assert BookEntry.objects.get().points == Decimal(-5)


def test_own_line_is_refused_with_the_reason_and_nothing_is_written(office):
    type(office.member.cadre).objects.filter(pk=office.member.cadre_id).update(user=office.admin)

    done = applied(run(office, line()), by=office.admin)

    assert done.state == "FAULTY"
    assert "本人的分数" in done.reason
    assert not BookEntry.objects.filter(member=office.member).exists()


def test_reason_as_long_as_it_may_be_is_taken(office):
    applied(run(office, line(事由="长" * 200)), by=office.admin)

    assert BookEntry.objects.get(item__isnull=False).reason == "长" * 200
