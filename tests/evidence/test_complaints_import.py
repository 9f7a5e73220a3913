"""Numbers of applicants and complaints by workbook; who complained is kept nowhere."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.enums import Role
from core.audit.models import Entry
from core.imports import workbooks
from core.imports.definitions import find
from core.imports.models import ImportRow
from evidence.models import Complaint, ServedCount
from evidence.queries import complaints as figures
from evidence.services import complaints as acts
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import complaints as make
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import NOW, TODAY, YESTERDAY

__all__ = ["media"]
pytestmark = pytest.mark.django_db
SERVED = ["姓名", "出生日期", "单位", "统计", "办事人数", "数据来源"]
TOLD = ["姓名", "出生日期", "单位", "统计", "投诉内容", "渠道", "投诉日期", "受理编号", "投诉人"]
SECRET, WHO = "SL-2018-117", "钱多多"


@pytest.fixture
def plan():
    plan = make.running(UnitFactory(name="政务中心"))
    cadre = CadreFactory(unit=plan.unit, name="王小明", user=None)
    plan.person = PostFactory(cadre=cadre).cadre
    plan.admin = holder(Role.COUNTY_ADMIN, plan.county)
    return plan


def _line(header, told, changes):
    for name, value in changes.items():
        told[header.index(name)] = value
    return told


def number(**changes):
    told = ["王小明", "1980-01-01", "政务中心", "政务大厅投诉占比", 40, "办件系统导出"]
    return _line(SERVED, told, changes)


def complaint(**changes):
    told = ["王小明", "1980-01-01", "政务中心", "政务大厅投诉占比", "诉求不回应", "热线电话"]
    return _line(TOLD, [*told, YESTERDAY.isoformat(), SECRET, WHO], changes)


def served(plan, *lines):
    content = workbook(list(lines), header=SERVED)
    return checked(plan.county, content, kind="served", by=plan.admin)


def told(plan, *lines):
    content = workbook(list(lines), header=TOLD)
    return checked(plan.county, content, kind="complaints", by=plan.admin)


def test_numbers_are_entered_corrected_and_taken_back(plan):
    first = applied(served(plan, number()), by=plan.admin)
    assert counts(served(plan, number())) == (0, 0, 1, 0)

    second = applied(served(plan, number(办事人数=45)), by=plan.admin)
    assert ServedCount.objects.get().applicants == 45
    undone(second, by=plan.admin)
    assert ServedCount.objects.get().applicants == 40
    undone(first, by=plan.admin)

    assert not ServedCount.objects.exists()
    assert Entry.objects.filter(act="import_new", about_id=plan.person.pk).count() == 1


def test_complaints_are_entered_and_make_the_share_once_another_has_judged(plan):
    applied(served(plan, number()), by=plan.admin)
    lines = [complaint(受理编号=f"SL-{n}") for n in range(4)]

    applied(told(plan, *lines), by=plan.admin)
    for row in Complaint.objects.all():
        head = holder(Role.UNIT_HEAD, plan.unit)
        acts.judge(row, finding="TRUE", reason="回访属实", by=head, at=NOW)

    assert [str(one.share) for one in figures.standings(plan)] == ["10.00"]
    assert Entry.objects.filter(act="import_new", about_id=plan.person.pk).count() == 5


def test_number_and_complainant_stand_nowhere_not_even_in_the_lines_of_the_run(plan):
    run = applied(told(plan, complaint()), by=plan.admin)
    wrong = told(plan, complaint(渠道="传闻", 受理编号="SL-2018-118"))

    lines = ImportRow.objects.filter(run__in=[run, wrong]).values()
    kept = f"{list(lines)} {list(Complaint.objects.values())} {list(Entry.objects.values())}"
    sheet = load_workbook(BytesIO(workbooks.wrong_rows(wrong, find("complaints")))).active
    kept += str([[cell.value for cell in row] for row in sheet.iter_rows()])
    assert SECRET not in kept
    assert "SL-2018-118" not in kept
    assert WHO not in kept
    assert counts(wrong) == (0, 0, 0, 1)
    assert "传闻" in kept


def test_digest_is_that_of_a_complaint_entered_by_hand(plan):
    given = {"kind": "SILENCE", "channel": "HOTLINE", "on": YESTERDAY, "number": SECRET.lower()}
    acts.enter(plan, cadre=plan.person, by=plan.drawn_up_by, at=NOW, **given)

    assert counts(told(plan, complaint())) == (0, 0, 1, 0)
    assert "只增不改" in " ".join(errors(told(plan, complaint(渠道="回访调查"))).values())


def test_one_number_twice_in_a_file_is_refused_and_for_two_people_is_not(plan):
    other = CadreFactory(unit=plan.unit, name="李小红", user=None)
    PostFactory(cadre=other)

    twice = told(plan, complaint(), complaint(渠道="回访调查", 受理编号=f" {SECRET} "))
    both = told(plan, complaint(), complaint(姓名="李小红"))

    assert counts(twice)[3] == 2
    assert counts(both) == (2, 0, 0, 0)


def test_complaints_are_never_taken_back(plan):
    done = undone(applied(told(plan, complaint()), by=plan.admin), by=plan.admin)

    assert (done.state, "不能删除" in done.reason) == ("APPLIED", True)
    assert Complaint.objects.count() == 1


def test_numbers_are_not_taken_back_once_the_period_is_closed(plan):
    done = applied(served(plan, number()), by=plan.admin)
    make.closed(plan)

    done = undone(done, by=plan.admin)

    assert (done.state, "不能撤销" in done.reason) == ("APPLIED", True)
    assert ServedCount.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"统计": "没有的统计"}, "没有这个名称"),
        ({"单位": "别处"}, "没有这个单位"),
        ({"投诉内容": "长得难看"}, "应是"),
        ({"渠道": ""}, "没有填写"),
        ({"受理编号": ""}, "没有填写"),
        ({"投诉日期": "2010-01-01"}, "统计期内"),
        ({"投诉日期": TODAY.isoformat()}, "统计期内"),
        ({"姓名": "李四"}, "没有这个人"),
    ],
)
def test_complaint_that_does_not_fit_is_told_by_cell(plan, changes, word):
    found = told(plan, complaint(**changes))

    assert counts(found) == (0, 0, 0, 1)
    assert word in " ".join(errors(found).values())


@pytest.mark.parametrize("value", ["-1", "3.5", "1e9", "NaN", "\u0661\u0662", "1000001", ""])
def test_number_that_is_none_is_told_by_cell(plan, value):
    found = served(plan, number(办事人数=value))

    assert (counts(found), "E" in {letter for _n, letter in errors(found)}) == ((0, 0, 0, 1), True)


def test_person_of_another_unit_is_refused(plan):
    elsewhere = CadreFactory(unit__county=plan.county, name="赵远", user=None)
    PostFactory(cadre=elsewhere)

    assert "不在这个单位" in " ".join(errors(told(plan, complaint(姓名="赵远"))).values())
    assert "不在这个单位" in " ".join(errors(served(plan, number(姓名="赵远"))).values())


def test_period_without_settled_rules_or_already_closed_takes_no_line(plan):
    make.drawn(plan.unit, by=plan.drawn_up_by, title="规则未定")
    make.closed(make.running(plan.unit, by=plan.drawn_up_by, title="已结束"))

    for title in ("规则未定", "已结束"):
        assert counts(told(plan, complaint(统计=title))) == (0, 0, 0, 1)


@pytest.mark.parametrize("is_number", [True, False])
def test_period_closed_between_check_and_apply_writes_nothing(plan, is_number):
    found = served(plan, number()) if is_number else told(plan, complaint())
    make.closed(plan)

    done = applied(found, by=plan.admin)

    assert (done.state, "重新核对" in done.reason) == ("FAULTY", True)
    assert (ServedCount.objects.count(), Complaint.objects.count()) == (0, 0)


@pytest.mark.parametrize("is_number", [True, False])
def test_own_line_is_refused_and_nothing_is_written(plan, is_number):
    type(plan.person).objects.filter(pk=plan.person.pk).update(user=plan.admin)

    done = applied(served(plan, number()) if is_number else told(plan, complaint()), by=plan.admin)

    assert (done.state, "本人" in done.reason) == ("FAULTY", True)
    assert (ServedCount.objects.count(), Complaint.objects.count()) == (0, 0)
