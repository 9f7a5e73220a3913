"""The roll by workbook: people and bare names, corrected, undone, refused by cell, fixed."""

import pytest

from accounts.enums import Role
from core.audit.models import Entry
from evidence.models import PollVoter
from evidence.services import polls
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import polls as make
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import NOW

__all__ = ["media"]
pytestmark = pytest.mark.django_db
_THREE = [("甲", 30), ("乙", 30), ("丙", 40)]
HEADER = ["姓名", "出生日期", "组织单位", "测评", "分组", "领票方式"]


@pytest.fixture
def poll():
    poll = make.planned_poll(UnitFactory(name="县发改局"))
    poll.person = PostFactory(cadre=CadreFactory(unit=poll.unit, name="王小明")).cadre
    poll.admin = holder(Role.COUNTY_ADMIN, poll.county)
    return poll


def line(**changes):
    told = ["王小明", "1980-01-01", "县发改局", "年度民主测评", "同事", ""]
    for name, value in changes.items():
        told[HEADER.index(name)] = value
    return told


def guest(name="赵大娘", **changes):
    return line(**{"姓名": name, "出生日期": "", "分组": "服务对象"} | changes)


def run(poll, *lines):
    return checked(poll.county, workbook(list(lines), header=HEADER), kind="roll", by=poll.admin)


def roll(poll):
    rows = PollVoter.objects.filter(poll=poll).order_by("pk").select_related("group")
    return [(row.name, row.cadre_id, row.group.name, row.channel) for row in rows]


def test_lines_become_voters_with_and_without_a_file(poll):
    applied(run(poll, line(), guest(), guest("钱大爷", 领票方式="纸质票")), by=poll.admin)

    assert roll(poll) == [
        ("王小明", poll.person.pk, "同事", "APP"),
        ("赵大娘", None, "服务对象", "SLIP"),
        ("钱大爷", None, "服务对象", "PAPER"),
    ]
    assert Entry.objects.filter(act="import_new").count() == 3


def test_who_has_no_account_gets_a_slip(poll):
    type(poll.person).objects.filter(pk=poll.person.pk).update(user=None)

    applied(run(poll, line(领票方式="登录后领取")), by=poll.admin)

    assert roll(poll) == [("王小明", poll.person.pk, "同事", "SLIP")]


def test_same_again_is_the_same_and_another_group_a_move_that_can_be_undone(poll):
    applied(run(poll, line(), guest()), by=poll.admin)
    assert counts(run(poll, line(), guest())) == (0, 0, 2, 0)

    moved = applied(run(poll, line(分组="服务对象", 领票方式="纸质票")), by=poll.admin)
    assert roll(poll)[0] == ("王小明", poll.person.pk, "服务对象", "PAPER")

    undone(moved, by=poll.admin)
    assert roll(poll)[0] == ("王小明", poll.person.pk, "同事", "APP")


def test_undo_takes_off_the_roll_until_the_poll_opens(poll):
    first = applied(run(poll, line()), by=poll.admin)
    undone(first, by=poll.admin)
    assert roll(poll) == []

    told = {"by": poll.planned_by, "at": NOW}
    polls.add_subjects(poll, people=[PostFactory().cadre, PostFactory().cadre], **told)
    staff = [guest(f"职工{n}", 分组="同事") for n in "一二三四五"]
    served = [guest(f"村民{n}") for n in "一二三四五"]
    second = applied(run(poll, *staff, *served), by=poll.admin)
    polls.open_(poll, **told)
    second = undone(second, by=poll.admin)

    assert (second.state, "不能撤销" in second.reason) == ("APPLIED", True)
    assert len(roll(poll)) == 10


def test_undo_is_refused_when_the_group_before_is_merged_away(poll):
    third = make.planned_poll(poll.unit, title="第二次", groups=_THREE)
    applied(run(poll, line(测评="第二次", 分组="甲")), by=poll.admin)
    moved = applied(run(poll, line(测评="第二次", 分组="乙")), by=poll.admin)
    first, last = third.groups.get(name="甲"), third.groups.get(name="丙")
    polls.merge(third, group=first, into=last, by=third.planned_by, at=NOW)

    moved = undone(moved, by=poll.admin)

    assert (moved.state, "已经合并" in moved.reason) == ("APPLIED", True)
    assert roll(third) == [("王小明", poll.person.pk, "乙", "APP")]


def test_county_wide_poll_is_told_by_an_empty_unit(poll):
    told = {"title": "全县测评", "kind": "SCALE", "options": make.SCALE, "measure": "SCORE"}
    told |= {"basis": "办法", "bottom_n": 1, "closes_at": make.CLOSES_AT, "groups": make.GROUPS}
    wide = polls.plan(poll.county, unit=None, by=poll.admin, at=NOW, **told)

    applied(run(poll, line(组织单位="", 测评="全县测评")), by=poll.admin)

    assert roll(wide) == [("王小明", poll.person.pk, "同事", "APP")]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"测评": "没有的测评"}, "没有这个名称的测评"),
        ({"组织单位": ""}, "没有这个名称的测评"),
        ({"组织单位": "别处"}, "没有这个单位"),
        ({"分组": "没有的组"}, "没有这个分组"),
        ({"分组": ""}, "没有填写"),
        ({"领票方式": "邮寄"}, "应是"),
        ({"姓名": "李四"}, "没有这个人"),
        ({"出生日期": "1980"}, "不是日期"),
    ],
)
def test_line_that_does_not_fit_is_told_by_cell(poll, changes, word):
    found = run(poll, line(**changes))

    assert counts(found) == (0, 0, 0, 1)
    assert word in " ".join(errors(found).values())


def test_one_name_with_and_without_a_file_is_asked_about(poll):
    applied(run(poll, line()), by=poll.admin)
    later = run(poll, guest("王小明"))
    both = run(poll, line(分组="服务对象"), guest("王小明", 领票方式="纸质票"))

    assert "同名的人" in " ".join(errors(later).values())
    assert [number for number, _letter in errors(both)] == [3]


def test_two_drafts_of_one_title_are_not_guessed(poll):
    make.planned_poll(poll.unit, by=poll.planned_by)

    assert "分不清是哪一次" in " ".join(errors(run(poll, line())).values())


def test_another_countys_poll_and_an_open_one_are_as_unknown_as_none(poll):
    other = make.opened_poll(poll.unit, title="已开始")
    make.planned_poll(UnitFactory(name="外县局"), title="外县测评")

    found = run(poll, line(测评="已开始"), line(测评="外县测评"))

    assert counts(found) == (0, 0, 0, 2)
    assert len(roll(other)) == 10


def test_poll_opened_between_check_and_apply_writes_nothing(poll):
    told = {"by": poll.planned_by, "at": NOW}
    filled = make.filled_poll(poll.unit, title="将开始", by=poll.planned_by)
    found = run(poll, line(), line(测评="将开始"))
    polls.open_(filled, **told)

    done = applied(found, by=poll.admin)

    assert (done.state, "重新核对" in done.reason) == ("FAULTY", True)
    assert (roll(poll), len(roll(filled))) == ([], 10)


def test_who_is_assessed_does_not_write_the_roll(poll):
    person = PostFactory(cadre__unit=poll.unit, cadre__user=poll.admin).cadre
    polls.add_subjects(poll, people=[person], by=poll.planned_by, at=NOW)

    done = applied(run(poll, line()), by=poll.admin)

    assert (done.state, "被测评人" in done.reason) == ("FAULTY", True)
    assert roll(poll) == []
