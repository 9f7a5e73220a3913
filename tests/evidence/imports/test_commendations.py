"""Commendations by workbook: into the person's file, counted by the talent query, and out again."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Honour
from cadres.services import records
from core.audit.models import Entry
from tests.core.imports.test_runs import counts, errors
from tests.evidence.imports.cases import Case, person_of
from tests.factories.accounts import holder
from tests.factories.cadres import ProtectionFactory
from tests.factories.imports import applied, undone
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
NAME = "王小明"
LINE = {
    "姓名": NAME,
    "出生日期": "1980-01-01",
    "类别": "表彰奖励",
    "表彰名称": "全省扶贫开发先进个人",
    "授予单位": "省委、省政府",
    "授予日期": YESTERDAY.isoformat(),
}


@pytest.fixture
def told():
    unit = UnitFactory()
    person = person_of(unit, NAME)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    return Case("commendations", unit, person, admin, person, LINE)


def said(run):
    return " ".join(errors(run).values())


def written(told, *lines):
    run = told.run(*lines)
    assert not run.bad_count, said(run)
    return applied(run, by=told.admin)


def test_line_is_entered_by_the_act_of_the_file_and_is_the_same_when_sent_again(told):
    assert written(told).state == "APPLIED"

    row = Honour.objects.get()
    assert (row.cadre, row.kind, row.title) == (told.person, "HONOUR", LINE["表彰名称"])
    assert (row.awarded_by, row.awarded_on) == ("省委、省政府", YESTERDAY)
    entry = Entry.objects.get(act="honour")
    assert (entry.by, entry.row_id) == (told.admin, told.person.pk)
    assert counts(told.run()) == (0, 0, 1, 0)


def test_import_is_taken_back_without_a_trace_in_the_file(told):
    run = written(told)

    assert undone(run, by=told.admin).state == "UNDONE"

    assert not told.person.honours.exists()


def test_commendation_taken_back_meanwhile_bars_the_way_back(told):
    run = written(told)
    records.revoke_honour(Honour.objects.get(), on=TODAY, by=told.admin, at=NOW)

    assert undone(run, by=told.admin).state == "APPLIED"
    assert told.person.honours.exists()


def test_commendation_that_was_taken_back_is_not_given_again_by_an_old_file(told):
    written(told)
    records.revoke_honour(Honour.objects.get(), on=TODAY, by=told.admin, at=NOW)

    assert "已经撤销" in said(told.run())
    assert counts(told.run(told.line(授予日期=TODAY.isoformat()))) == (1, 0, 0, 0)


def test_another_awarding_office_is_corrected_in_the_file_alone(told):
    written(told)

    assert "请在干部档案更正" in said(told.run(told.line(授予单位="县委")))


def test_praise_is_for_the_protected_too(told):
    ProtectionFactory(cadre=told.person, kind="MATERNITY", from_on=EARLIER, until_on=TOMORROW)

    assert counts(told.run()) == (1, 0, 0, 0)


def test_nobody_commends_themselves(told):
    type(told.person).objects.filter(pk=told.person.pk).update(user=told.admin)

    assert "由他人" in said(told.run())


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"姓名": "赵不在"}, "没有"),
        ({"类别": "黄名单"}, "应是"),
        ({"表彰名称": ""}, "没有填写"),
        ({"表彰名称": "字" * 81}, "超过 80 个字"),
        ({"授予单位": "=1+1"}, "公式"),
        ({"授予日期": TOMORROW.isoformat()}, "在今天之后"),
        ({"授予日期": "1e309"}, "日期"),
    ],
)
def test_line_that_does_not_fit_is_told_by_cell(told, changes, word):
    run = told.run(told.line(), told.line(**changes))

    assert {number for number, _letter in errors(run)} <= {2, 3}
    assert word in said(run)


def test_talent_query_counts_what_was_brought_in_and_offers_the_import(told, client):
    written(told, told.line(), told.line(类别="红名单", 表彰名称="第三季度红榜"))
    client.force_login(told.admin)

    page = client.get(reverse("recall:talent-list")).content.decode()

    assert told.person.honours.filter(revoked_on=None).count() == 2
    assert reverse("portal:import-upload", args=["commendations"]) in page
