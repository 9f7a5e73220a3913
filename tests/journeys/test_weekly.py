"""Weekly lists from the task to the signal, as clerk, line leader, head and person meet them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from core.dates import ZONE
from evidence.enums import Practice
from evidence.models import Signal, WeekTask
from evidence.queries.weekly import monday
from evidence.services import weekly
from schemes.models import Ground
from tests import browser as harness
from tests.factories import weekly as make
from tests.factories.cadres import PostFactory
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import open_account, walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TASKS = ("走访脱贫户十户，补齐帮扶手册", "收缴城乡居民医保三十户", "整治村口垃圾堆放点两处")


def last_week(place: Town) -> Any:
    """Set three tasks last Monday; one was done in time, two were not."""
    first = monday(place.today) - timedelta(days=7)
    at = datetime.combine(first, datetime.min.time(), ZONE) + timedelta(hours=9)
    friday = first + timedelta(days=4)
    plan = make.listed(
        place.unit,
        by=place.clerk,
        year=friday.year,
        title="城关镇周清单",
        ground=Ground.objects.order_by("pk").first(),
        basis="城发〔2018〕3号",
    )
    told = {"at": at, "due_on": friday, "line_leader": place.people["leader"].cadre}
    names = (place.person.cadre, make.person(plan, cadre__name="张小梅"))
    for text in TASKS:
        for cadre in names:
            row = make.task(plan, cadre, text=text, **told)
            late = 2 if cadre == names[0] and text != TASKS[0] else 0
            given = {"by": place.clerk, "at": place.now}
            weekly.close(row, closed_on=friday + timedelta(days=late), **given)
            weekly.check(row, line="PATROL", found="查看现场和台账", **given)
    return plan


def leader_of(place: Town) -> Any:
    user = open_account("leader", "高建平", at=place.now)
    PostFactory(cadre__unit=place.unit, cadre__user=user, cadre__name=user.name)
    return user


def test_task_is_set_looked_at_and_overdue_ones_name_a_person(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    leader = place.people["leader"] = leader_of(place)
    plan = last_week(place)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("周清单三定")
        clerk.follow(plan.title)
        clerk.follow("布置任务")
        clerk.fill_in({"任务": "核查防汛物资", "完成时间": iso(place.today)})
        clerk.pick("责任人", place.person.name)
        clerk.pick("分管领导或驻村队长", leader.name)
        clerk.press("保存")
        clerk.sees("已布置")
        clerk.follow("上一周")
        clerk.sees(TASKS[0])
        harness.look(clerk.page, "weekly-plan")

        line = enter(leader)
        line.go(reverse("portal:me"))
        line.follow("我的周清单")
        line.follow("核查防汛物资")
        line.follow("登记督导")
        line.fill("查看情况", "物资已清点，缺救生衣两件")
        line.press("保存")
        line.sees("缺救生衣两件")
        harness.look(line.page, "weekly-task")

        person = enter(place.person)
        person.go(reverse("evidence:week-own"))
        person.sees("逾期办结")
        harness.look(person.page, "weekly-own")

        head = enter(place.head)
        head.go(reverse("evidence:week-counts", args=[plan.pk]))
        harness.look(head.page, "weekly-counts")
        head.follow("2", within=head.page.locator("tbody tr").first)
        harness.look(head.page, "weekly-person")
        head.go(reverse("evidence:week-signals", args=[plan.pk]))
        harness.look(head.page, "weekly-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        take_signal(clerk, place, Practice.WEEKLY_LIST)

    assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
    assert WeekTask.objects.get(text="核查防汛物资").checks.get().line == "LINE"
