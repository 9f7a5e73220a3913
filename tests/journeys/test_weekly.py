"""Weekly lists from the rule to the signal, as admin, clerk, leader, head and person meet them."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from evidence.enums import Practice, SupervisionLine
from evidence.models import Signal, WeekCheck
from evidence.queries.weekly import monday
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.clock import Clock, clock
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, open_account, walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "城关镇周清单"
LATE = ("收缴城乡居民医保三十户", "整治村口垃圾堆放点两处")
DONE = "走访脱贫户十户，补齐帮扶手册"
SEEN = "医保还差十二户，垃圾堆放点没有动工"
OTHERS = {"head": "本周例会逐项听取，两项没有进展", "clerk": "下午巡查，堆放点仍未清运"}


def leader_of(place: Town) -> Any:
    user = open_account("leader", "高建平", at=place.now)
    PostFactory(cadre__unit=place.unit, cadre__user=user, cadre__name=user.name)
    return user


def drawn_up(admin: Walker, place: Town, year: int) -> None:
    """Let the admin set the rule: two overdue tasks in one week make a signal."""
    admin.follow("依据与线索")
    admin.follow("周清单三定")
    admin.follow("新建周清单")
    admin.choose("单位", place.unit.name)
    admin.fill_in({"年度": year, "名称": TITLE, "依据文件": "城发〔2018〕3号"})
    admin.page.get_by_label("线索对应的召回情形").select_option(index=1)
    admin.fill_in({"逾期项数": 2, "周数": 1})
    harness.look(admin.page, "weekly-new")
    admin.press("保存")
    admin.sees("2 项可产生线索")


def to_lists(walker: Walker) -> None:
    walker.follow("依据与线索")
    walker.follow("周清单三定")
    walker.follow(TITLE)


def tasks_set(clerk: Walker, place: Town, leader: Any, due_on: date) -> None:
    """Let the clerk set three tasks, and close the one of the colleague in time."""
    to_lists(clerk)
    for text, who in ((DONE, "李国强"), *((text, place.person.name) for text in LATE)):
        clerk.follow("布置任务")
        clerk.fill_in({"任务": text, "完成时间": iso(due_on)})
        clerk.pick("责任人", who)
        clerk.pick("分管领导或驻村队长", leader.name)
        clerk.press("保存")
        clerk.sees("已布置")
    clerk.follow(DONE)
    clerk.follow("登记办结")
    clerk.fill("办结日期", iso(place.today))
    clerk.press("保存")
    clerk.sees("按期办结")


def to_week(walker: Walker, due_on: date, today: date) -> None:
    """Go to the week of a day: today's or the next."""
    to_lists(walker)
    if monday(due_on) > monday(today):
        walker.follow("下一周")


def looked_at(line: Walker, head: Walker, clerk: Walker, *, due_on: date, today: date) -> None:
    """Let all three lines look at a task and write down what is there; the week counts them."""
    line.follow("我的周清单")
    line.follow(LATE[0])
    checked(line, SEEN)
    harness.look(line.page, "weekly-task")
    for walker, words in ((head, OTHERS["head"]), (clerk, OTHERS["clerk"])):
        to_week(walker, due_on, today)
        walker.follow(LATE[0])
        checked(walker, words)
    to_week(head, due_on, today)
    head.sees("已看 1 项，共 3 项")
    head.sees("次，应看")  # working days: none of them if this is a Sunday
    head.sees("1 次，查到 1 项")


def checked(walker: Walker, words: str) -> None:
    walker.follow("登记督导")
    walker.fill("查看情况", words)
    walker.press("保存")
    walker.sees(words)


def counted(head: Walker, place: Town) -> None:
    """Let the head see who is overdue, down to the tasks, and raise the signals."""
    to_lists(head)
    head.follow("上一周")
    harness.look(head.page, "weekly-plan")
    head.follow("逾期统计")
    harness.look(head.page, "weekly-counts")
    head.follow("2", within=head.page.get_by_role("row", name=place.person.name))
    head.sees(LATE[0])
    harness.look(head.page, "weekly-person")
    to_lists(head)
    head.follow("逾期统计")
    head.follow("产生线索")
    harness.look(head.page, "weekly-signals")
    head.press("产生线索")
    head.sees("已产生线索")


def test_lists_are_set_up_kept_looked_at_counted_and_go_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    leader = leader_of(place)
    due_on = place.today + timedelta(days=1)
    with walkers(browser, live_server.url) as enter:
        drawn_up(enter(place.admin), place, due_on.year)
        clerk = enter(place.clerk)
        tasks_set(clerk, place, leader, due_on)
        looked_at(enter(leader), enter(place.head), clerk, due_on=due_on, today=place.today)

        clock.to(monday(due_on) + timedelta(days=8))
        person = enter(place.person)
        person.follow("我的周清单")
        person.sees("逾期未办结")
        harness.look(person.page, "weekly-own")
        counted(enter(place.head), place)
        taken = take_signal(enter(place.clerk), place, Practice.WEEKLY_LIST)

    assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
    told = {f"{text}（分管领导 {leader.name}）" for text in LATE}
    assert {row["label"] for row in taken.snapshot["rows"]} == told
    assert set(WeekCheck.objects.values_list("line", flat=True)) == set(SupervisionLine.values)
