"""Scores of yearly targets by workbook: entered, corrected, undone, refused by cell."""

from decimal import Decimal

import pytest

from accounts.enums import Role
from core.audit.models import Entry
from evidence.models import TargetScore
from evidence.services import targets
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import targets as make
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import NOW

__all__ = ["media"]
pytestmark = pytest.mark.django_db
HEADER = ["姓名", "出生日期", "单位", "年度", "目标", "得分"]


@pytest.fixture
def plan():
    plan = make.planned(UnitFactory(name="县发改局"), whole=True)
    cadre = CadreFactory(unit=plan.unit, name="王小明", user=None)
    plan.person = PostFactory(cadre=cadre).cadre
    plan.admin = holder(Role.COUNTY_ADMIN, plan.county)
    return plan


def line(**changes):
    told = ["王小明", "1980-01-01", "县发改局", "2018", "项目投资", "62.5"]
    for name, value in changes.items():
        told[HEADER.index(name)] = value
    return told


def run(plan, *lines):
    content = workbook(list(lines), header=HEADER)
    return checked(plan.county, content, kind="targets", by=plan.admin)


def scores(plan):
    rows = TargetScore.objects.filter(cadre=plan.person).order_by("item")
    return [(row.item.title, row.score) for row in rows]


def test_lines_become_scores_with_an_entry_about_the_person(plan):
    applied(run(plan, line(), line(目标="党建", 得分=100)), by=plan.admin)

    assert scores(plan) == [("项目投资", Decimal("62.50")), ("党建", Decimal(100))]
    told = Entry.objects.filter(act="import_new", about_id=plan.person.pk)
    assert told.count() == 2


def test_same_again_is_the_same_and_another_score_a_correction(plan):
    applied(run(plan, line()), by=plan.admin)
    assert counts(run(plan, line())) == (0, 0, 1, 0)

    done = applied(run(plan, line(得分="70")), by=plan.admin)
    assert scores(plan) == [("项目投资", Decimal(70))]

    undone(done, by=plan.admin)
    assert scores(plan) == [("项目投资", Decimal("62.50"))]


def test_undo_takes_out_what_was_entered_unless_the_plan_was_settled(plan):
    first = applied(run(plan, line()), by=plan.admin)
    undone(first, by=plan.admin)
    assert scores(plan) == []

    second = applied(run(plan, line()), by=plan.admin)
    targets.settle(plan, by=plan.drawn_up_by, at=NOW)
    undone(second, by=plan.admin)
    assert scores(plan) == [("项目投资", Decimal("62.50"))]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"目标": "没有的目标"}, "没有这项目标"),
        ({"年度": "2017"}, "没有这项目标"),
        ({"得分": "100.01"}, "100"),
        ({"得分": "3.999"}, "小数"),
        ({"得分": "NaN"}, "数"),
        ({"得分": "1e309"}, "数"),
        ({"得分": "\u0661\u0662"}, "数"),
        ({"得分": ""}, "没有填写"),
        ({"姓名": "李四"}, "没有这个人"),
    ],
)
def test_line_that_does_not_fit_is_told_by_cell(plan, changes, word):
    found = run(plan, line(**changes))

    assert counts(found) == (0, 0, 0, 1)
    assert word in " ".join(errors(found).values())


def test_person_of_another_unit_is_refused(plan):
    elsewhere = CadreFactory(unit__county=plan.county, name="赵远", user=None)
    PostFactory(cadre=elsewhere)

    found = run(plan, line(姓名="赵远"))

    assert "不在这个单位" in " ".join(errors(found).values())


def test_settled_plan_takes_no_line(plan):
    targets.settle(plan, by=plan.drawn_up_by, at=NOW)

    assert "已经定案" in " ".join(errors(run(plan, line())).values())


def test_plan_settled_between_check_and_apply_writes_nothing(plan):
    found = run(plan, line())
    targets.settle(plan, by=plan.drawn_up_by, at=NOW)

    done = applied(found, by=plan.admin)

    assert (done.state, "重新核对" in done.reason) == ("FAULTY", True)
    assert scores(plan) == []


def test_own_score_is_not_entered(plan):
    type(plan.person).objects.filter(pk=plan.person.pk).update(user=plan.admin)

    done = applied(run(plan, line()), by=plan.admin)

    assert done.state == "FAULTY"
    assert "本人的分数" in done.reason
    assert scores(plan) == []
