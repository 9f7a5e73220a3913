"""What is each import's own: its regulations, its window, its way back."""

from datetime import timedelta

import pytest

from core.imports.models import ImportRow
from evidence.models import (
    InspectionFinding,
    ListEntry,
    PresentationReport,
    PresentationValue,
    Problem,
    Reminder,
    Signal,
    WeekTask,
)
from evidence.services import honour_lists as lists
from evidence.services import reminders
from tests.core.imports.test_runs import counts, errors
from tests.evidence.imports.cases import case, person_of
from tests.factories import checklists, presentations, weekly
from tests.factories import honour_lists as red_and_yellow
from tests.factories import reminders as made
from tests.factories.cadres import ProtectionFactory
from tests.factories.imports import applied, undone
from tests.factories.recall import GroundFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db


def said(run):
    return " ".join(errors(run).values())


def written(told, *lines, **given):
    run = told.run(*lines, **given)
    assert not run.bad_count, said(run)
    return applied(run, by=told.admin)


# Findings


def test_finding_is_a_draft_with_the_people_it_names():
    told = case("findings")
    person_of(told.unit, "李红")

    written(told, told.line(涉及人员="李红、王小明（1980-01）"))

    row = InspectionFinding.objects.get()
    assert (row.state, row.found_by) == ("DRAFT", told.admin)
    assert sorted(one.cadre.name for one in row.people.all()) == ["李红", "王小明"]
    assert counts(told.run(told.line(涉及人员="王小明,李红"))) == (0, 0, 1, 0)


def test_finding_needs_nobody_named():
    told = case("findings")

    written(told, told.line(涉及人员=""))

    assert not InspectionFinding.objects.get().people.exists()


def test_finding_sent_again_with_other_people_is_refused_and_shown():
    told = case("findings")
    person_of(told.unit, "李红")
    written(told)

    run = told.run(told.line(涉及人员="李红"))

    assert counts(run) == (0, 0, 0, 1)
    assert "已经登记" in said(run)
    assert ImportRow.objects.get(run=run).before == {"people": [["王小明", "1980-01"]]}


def test_name_that_two_people_have_is_told_and_a_month_tells_them_apart():
    told = case("findings")
    person_of(told.unit, "王小明", born_on="1985-05-01")

    assert "几个 王小明" in said(told.run())
    assert counts(told.run(told.line(涉及人员="王小明(1985年5月)"))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"督查安排": "没有的督查"}, "没有这个名称的督查安排"),
        ({"来源": "听说"}, "应是"),
        ({"发现日期": TOMORROW.isoformat()}, "在今天之后"),  # FD-01
        ({"召回情形": "X-99"}, "没有这个情形"),
        ({"发现情况": "字" * 1001}, "超过 1000 个字"),
        ({"涉及人员": "王小明（五月）"}, "应写成"),
        ({"涉及人员": "王小明、王小明"}, "写了两次"),
    ],
)
def test_finding_that_does_not_fit_is_told_by_cell(changes, word):
    told = case("findings")

    assert word in said(told.run(told.line(**changes)))


def test_title_of_a_ground_is_taken_while_only_one_has_it():
    told = case("findings")
    title = GroundFactory(code="T-2", title="迟到早退").title
    assert counts(told.run(told.line(召回情形=title))) == (1, 0, 0, 0)

    GroundFactory(code="T-3", title="迟到早退")

    assert "几个同名的" in said(told.run(told.line(召回情形=title)))


# Problems of a checklist


def test_problem_waits_for_another_person():
    told = case("problems")

    written(told)

    row = Problem.objects.get()
    assert (row.confirmed_at, row.until_on, row.reported_by) == (None, YESTERDAY, told.admin)
    assert "已经报告" in said(told.run(told.line(佐证材料="另一份")))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"清单": "没有的清单"}, "没有这份清单"),
        ({"问题": "没有的问题"}, "没有这份清单或这个问题"),
        ({"年度": 2017}, "没有这份清单"),
        ({"截止日期": "2018-01-01"}, "截止不早于起始"),  # CK-07
        ({"起始日期": "2017-12-31"}, "清单年度之内"),  # CK-07
        ({"发现人或来源": ""}, "没有填写"),
    ],
)
def test_problem_that_does_not_fit_is_told_by_cell(changes, word):
    told = case("problems")

    assert word in said(told.run(told.line(**changes)))


def test_list_that_is_not_settled_takes_no_line_by_ck_05():
    told = case("problems")
    checklists.drawn(told.unit.county, by=told.place.drawn_up_by, title="未定案")

    assert "没有定案" in said(told.run(told.line(清单="未定案")))


def test_problem_reported_between_check_and_write_stops_the_run_by_ck_08():
    told = case("problems")
    run = told.run()
    checklists.reported(told.place, told.person, from_on=YESTERDAY)

    done = applied(run, by=told.admin)

    assert (done.state, Problem.objects.count()) == ("FAULTY", 1)


# Tasks


def test_tasks_are_set_and_lifted_again():
    told = case("tasks")
    done = written(told)
    assert WeekTask.objects.get().line_leader.name == "李红"

    undone(done, by=told.admin)

    row = WeekTask.objects.get()
    assert (row.outcome, row.note) == ("LIFTED", "撤销导入")
    assert counts(told.run()) == (1, 0, 0, 0)


def test_task_whose_day_has_passed_since_the_check_is_named_and_not_set_by_wk_03():
    """WK-03"""
    told = case("tasks")
    run = told.run()

    done = applied(run, by=told.admin, at=NOW + timedelta(days=3))

    assert (done.state, "第 2 行" in done.reason) == ("FAULTY", True)
    assert not WeekTask.objects.exists()


def test_task_that_was_looked_at_is_not_lifted():
    told = case("tasks")
    done = written(told)
    weekly.closed(WeekTask.objects.get())

    done = undone(done, by=told.admin)

    assert (done.state, "不能撤销" in done.reason) == ("APPLIED", True)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"完成时间": YESTERDAY.isoformat()}, "事后补记"),  # WK-03
        ({"完成时间": "2019-01-04"}, "没有周清单"),  # WK-02
        ({"分管领导": "王小明"}, "不能督导本人"),  # WK-05
        ({"分管领导": "没有人"}, "没有 没有人"),  # WK-04
        ({"分管领导": "李红、王小明"}, "最多填 1 人"),
        ({"任务": "字" * 201}, "超过 200 个字"),
    ],
)
def test_task_that_does_not_fit_is_told_by_cell(changes, word):
    told = case("tasks")

    assert word in said(told.run(told.line(**changes)))


# Reminders


def test_reminder_is_never_served_by_an_import():
    told = case("reminders")

    done = written(told)

    row = Reminder.objects.get()
    assert (row.served_on, row.due_on, row.served_by) == (None, None, None)
    assert not Reminder.objects.told_to(told.admin).exists()
    assert undone(done, by=told.admin).state == "APPLIED"


def test_person_reads_a_reminder_once_somebody_has_served_it():
    told = case("reminders")
    written(told)
    row = Reminder.objects.get()
    made.served(row)

    assert Reminder.objects.get().served_on == TODAY
    assert counts(told.run()) == (0, 0, 1, 0)
    with pytest.raises(Exception, match="已登记送达"):
        reminders.serve(
            row, served_on=TODAY, served_how="IN_PERSON", refused=False, served_note="",
            by=told.admin, at=NOW,
        )  # fmt: skip


def test_days_left_out_are_those_of_the_scheme():
    told = case("reminders")

    written(told, told.line(**{"改正期（天）": ""}))

    assert Reminder.objects.get().days >= 1


@pytest.mark.parametrize("days", ["0", "181", "-1", "1.5"])
def test_days_out_of_bounds_are_told_by_cell(days):
    told = case("reminders")

    assert counts(told.run(told.line(**{"改正期（天）": days}))) == (0, 0, 0, 1)


def test_reminder_of_the_same_facts_with_other_words_is_refused():
    told = case("reminders")
    written(told)

    assert "文字不能改" in said(told.run(told.line(需要改正的="写检查")))


# Red and yellow lists


@pytest.mark.parametrize("colour", ["红榜", "黄榜"])
def test_nothing_goes_up_by_an_import(colour):
    told = case("honours")

    written(told, told.line(榜别=colour, 上榜事由=red_and_yellow.PRAISE))

    row = ListEntry.objects.get()
    assert (row.published_on, row.told_on, row.proposed_by) == (None, None, told.admin)
    assert not ListEntry.objects.up(TODAY).exists()
    with pytest.raises(Exception, match="提出人不得公布"):
        lists.publish(row, by=told.admin, at=NOW)


def test_yellow_path_of_telling_and_hearing_is_kept():
    """LS-15"""
    told = case("honours")
    written(told)

    with pytest.raises(Exception, match="先告知本人"):
        red_and_yellow.published(ListEntry.objects.get())


def test_praise_is_for_the_protected_too():
    told = case("honours")
    ProtectionFactory(cadre=told.person, kind="MATERNITY", from_on=EARLIER, until_on=TOMORROW)

    assert counts(told.run(told.line(榜别="红榜"))) == (1, 0, 0, 0)


def test_proposals_are_withdrawn_with_a_reason_unless_told_of():
    told = case("honours")
    first = undone(written(told), by=told.admin)
    row = ListEntry.objects.get()
    assert (first.state, bool(row.withdrawn_reason)) == ("UNDONE", True)

    second = written(told)
    red_and_yellow.told(ListEntry.objects.get(withdrawn_at=None))

    assert undone(second, by=told.admin).state == "APPLIED"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"红黄榜": "没有的榜"}, "没有这个名称"),
        ({"设榜单位": ""}, "没有这个名称"),
        ({"榜别": "绿榜"}, "应是：红榜、黄榜"),
        ({"事实日期": "2017-12-31"}, "榜期内"),  # LS-06
        ({"上榜事由": "表现差"}, "不少于 10 个字"),  # LS-08
    ],
)
def test_proposal_that_does_not_fit_is_told_by_cell(changes, word):
    told = case("honours")

    assert word in said(told.run(told.line(**changes)))


def test_lists_closed_between_check_and_write_take_nothing_by_ls_04():
    told = case("honours")
    run = told.run()
    lists.close(told.place, by=told.place.drawn_up_by, at=NOW)

    done = applied(run, by=told.admin)

    assert (done.state, ListEntry.objects.count()) == ("FAULTY", 0)
    assert "已经结束" in said(told.run())


def test_list_of_the_county_takes_people_of_any_unit():
    told = case("honours")
    red_and_yellow.drawn(told.unit, by=told.admin, is_wide=True)

    run = told.run(told.line(), told.line(设榜单位=""))

    assert counts(run) == (2, 0, 0, 0), said(run)


# Numbers of a round


def test_number_is_entered_and_corrected_and_writes_no_report():
    told = case("numbers")
    first = written(told)
    second = written(told, told.line(数值="40"))

    assert str(PresentationValue.objects.get().value) == "40.00"
    assert not PresentationReport.objects.exists()
    undone(second, by=told.admin)
    assert str(PresentationValue.objects.get().value) == "36.50"
    assert undone(first, by=told.admin).state == "APPLIED"


def test_round_that_was_shown_takes_no_number_by_pr_09():
    told = case("numbers")
    run = told.run()
    presentations.shown(presentations.reported(told.place))

    done = applied(run, by=told.admin)

    assert done.state == "FAULTY"
    assert "正在填报" in said(told.run())


def test_member_of_the_round_brings_no_number_in_for_anybody():
    told = case("numbers")
    other = told.place.members.exclude(cadre=told.person).get().cadre
    type(other).objects.filter(pk=other.pk).update(user=told.admin)

    assert "由他人导入" in said(told.run())


def test_number_of_somebody_protected_in_the_days_of_the_round_is_left_out_by_im_01():
    told = case("numbers")
    ProtectionFactory(cadre=told.person, kind="ILLNESS", from_on=EARLIER, until_on=YESTERDAY)

    assert "保护期" in said(told.run())


def test_lines_of_two_rounds_go_each_to_its_own():
    told = case("numbers")
    later = presentations.drawn(told.unit, title="第三季度晒比述评", from_on=YESTERDAY)
    later = presentations.settled(presentations.manned(later, told.person))
    other = told.place.members.exclude(cadre=told.person).get().cadre
    type(other).objects.filter(pk=other.pk).update(name="李红", born_on="1980-01-01")
    line = {"晒比述评": later.title, "数值": "40"}

    written(told, told.line(), told.line(**line))

    rows = PresentationValue.objects.order_by("value")
    assert [row.member.round for row in rows] == [told.place, later]
    assert "不是这一轮的参加人" in said(told.run(told.line(姓名="李红", **line)))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"指标": "没有的指标"}, "没有这项指标"),
        ({"数值": "1000000000"}, "应在"),
        ({"数值": "36户"}, "数字"),
        ({"晒比述评": "第九季度"}, "正在填报"),
    ],
)
def test_number_that_does_not_fit_is_told_by_cell(changes, word):
    told = case("numbers")

    assert word in said(told.run(told.line(**changes)))


@pytest.mark.parametrize(
    "kind", ["findings", "problems", "tasks", "reminders", "honours", "numbers"]
)
def test_no_import_makes_a_signal(kind):
    written(case(kind))

    assert not Signal.objects.exists()
