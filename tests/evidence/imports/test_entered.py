"""What holds for every import that writes by the acts of the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from core.imports import runs
from core.imports.definitions import find
from tests.core.imports.files import grid
from tests.core.imports.test_runs import counts, errors
from tests.evidence.imports.cases import ACTS, KINDS, case, person_of
from tests.factories.accounts import holder
from tests.factories.cadres import ProtectionFactory
from tests.factories.imports import applied, checked
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import EARLIER, TODAY, TOMORROW

pytestmark = pytest.mark.django_db


@pytest.fixture(params=KINDS)
def told(request):
    return case(request.param)


def said(run):
    return " ".join(errors(run).values())


def test_line_is_written_by_the_act_with_its_entry_and_is_the_same_when_sent_again(told):
    run = told.run()
    assert counts(run) == (1, 0, 0, 0), said(run)

    assert applied(run, by=told.admin).state == "APPLIED"

    written = Entry.objects.get(act=ACTS[told.kind])
    noted = Entry.objects.get(act="import_new")
    assert (written.by_id, written.row_id) == (told.admin.pk, noted.row_id)
    people = set(Entry.objects.exclude(about_id=None).values_list("about_id", flat=True))
    assert told.person.pk in people
    assert counts(told.run()) == (0, 0, 1, 0)


def test_wrong_line_among_good_ones_is_named_and_nothing_can_be_written(told):
    wrong = dict.fromkeys(told.told, "") | dict([next(iter(told.told.items()))])

    run = told.run(told.line(), wrong)

    assert counts(run) == (1, 0, 0, 1)
    assert {number for number, _letter in errors(run)} == {3}
    with pytest.raises(StateConflict):
        runs.request_apply(run, by=told.admin, at=run.started_at)


def test_nobody_brings_in_a_line_about_themselves(told):
    type(told.person).objects.filter(pk=told.person.pk).update(user=told.admin)
    run = told.run()

    assert counts(run)[3] == 1
    assert "由他人" in said(run)


def test_line_about_oneself_that_a_colleague_checked_is_not_written(told):
    run = told.run()
    other = holder(Role.COUNTY_ADMIN, told.unit.county)
    type(told.person).objects.filter(pk=told.person.pk).update(user=other)

    done = applied(run, by=other)

    assert (done.state, "第 2 行" in done.reason) == ("FAULTY", True)
    assert not Entry.objects.filter(act=ACTS[told.kind]).exists()


def test_protected_person_is_left_out_with_the_reason_by_im_01(told):
    """IM-01"""
    ProtectionFactory(cadre=told.person, kind="MATERNITY", from_on=EARLIER, until_on=TOMORROW)

    run = told.run()

    assert counts(run) == (0, 0, 0, 1)
    assert "保护期" in said(run)
    assert told.person.protections.get().get_kind_display() in said(run)


def test_person_who_left_is_not_brought_in_by_im_02(told):
    """IM-02"""
    type(told.person).objects.filter(pk=told.person.pk).update(left_on=TODAY)

    run = told.run()

    assert counts(run) == (0, 0, 0, 1)


def test_unknown_person_and_unknown_unit_are_told_by_cell(told):
    name = next(one for one in ("姓名", "责任人", "涉及人员") if one in told.told)
    unit = next(one for one in ("单位", "设榜单位", "组织单位") if one in told.told)

    assert "没有" in said(told.run(told.line(**{name: "赵不在"})))
    assert "没有这个单位" in said(told.run(told.line(**{unit: "外县某局"})))


@pytest.mark.parametrize("cell", ["=1+1", "1e309", "NaN", "\u0661\u0662", "3.999"])
def test_hostile_number_or_day_is_told_by_its_cell(told, cell):
    number = next(
        name
        for name in (
            "年度",
            "改正期（天）",
            "数值",
            "发现日期",
            "完成时间",
            "事实日期",
            "旷工、脱岗（天）",
        )
        if name in told.told
    )

    run = told.run(told.line(), told.line(**{number: cell}))

    letter = "ABCDEFGHIJ"[list(told.told).index(number)]
    assert (3, letter) in errors(run)


def _with_words(told, cell):
    words = next(
        name
        for name in ("发现情况", "发现的情况", "任务", "事实", "上榜事由", "指标", "来源")
        if name in told.told
    )
    return told.line(**{words: cell}), "ABCDEFGHIJ"[list(told.told).index(words)]


def _pasted(told, line):
    content = grid([list(line.values())], list(line))
    return checked(told.unit.county, content, kind=told.kind, pasted=True, by=told.admin)


def test_formula_in_a_pasted_grid_and_words_without_end_are_told_by_their_cell(told):
    formula, letter = _with_words(told, "=cmd|' /C calc'!A0")
    endless, _letter = _with_words(told, "字" * 200_000)

    assert (2, letter) in errors(_pasted(told, formula))
    assert (2, letter) in errors(told.run(endless))
    assert "第 2 行" in _pasted(told, endless).reason


def test_file_of_more_lines_than_acts_can_be_done_at_once_is_refused(told, monkeypatch):
    monkeypatch.setattr(find(told.kind), "most_rows", 2)

    run = told.run(told.line(), told.line(), told.line())

    assert (run.state, run.reason) == ("REFUSED", "超过 2 行，请分批导入。")


def test_two_lines_of_one_thing_are_refused(told):
    run = told.run(told.line(), told.line())

    assert counts(run)[3] == 2


def test_unit_s_clerk_and_another_county_s_administrator_bring_nothing_in(told):
    for user in (
        holder(Role.UNIT_CLERK, told.unit),
        holder(Role.COUNTY_ADMIN, CountyFactory()),
    ):
        with pytest.raises(NotAllowed):
            told.run(by=user)


def test_checking_costs_the_same_for_many_lines(told):
    """One batch asks once for everything: the number of lines adds no question."""

    def cost(count):
        definition = find(told.kind)
        lookups = definition.lookups(told.unit.county, on=TODAY)
        row = dict(told.run().rows.get().values)
        with CaptureQueriesContext(connection) as queries:
            definition.match([dict(row) for _number in range(count)], lookups)
        return len(queries)

    assert cost(2) == cost(60) <= 8


def test_page_of_a_run_costs_at_most_12_questions(told, client):
    client.force_login(told.admin)
    run = told.run()
    page = reverse("portal:import-detail", args=[run.pk])
    client.get(page)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)

    assert (answer.status_code, len(queries) <= 12) == (200, True), len(queries)


def test_person_of_another_unit_is_refused(told):
    person_of(UnitFactory(county=told.unit.county), "赵远")
    name = next(one for one in ("姓名", "责任人", "涉及人员") if one in told.told)

    run = told.run(told.line(**{name: "赵远"}))

    assert counts(run) == (0, 0, 0, 1)
