"""A reminder from the scheme's days to the nomination that it did not spare, by pages alone."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Reminder
from tests import browser as harness
from tests.fixtures import media
from tests.journeys.clock import Clock, clock
from tests.journeys.steps import take_signal
from tests.journeys.town import SCHEME, Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAYS = 40
FACTS = "9月12日、19日晚八点后查岗两次，均不在镇政府，手机定位在县城。"
CORRECT = "值班期间住镇，外出须经主要负责人批准"


def put_days(admin: Walker, approver: Walker, place: Town) -> None:
    """Write the county's days to correct into a new version of its scheme, by two hands."""
    admin.follow("办法")
    admin.follow(SCHEME)
    admin.page.get_by_text("另立新版").click()
    admin.page.get_by_role("radio", name="在上一版基础上修改").check()
    admin.press("建立新版草稿")
    admin.follow("修改依据和有效期")
    admin.fill_in({"制定依据": "依据公务员法和市办法。", "文号": "石委发〔2026〕9号"})
    admin.fill_in({"施行日期": iso(place.today), "有效期至": iso(place.today, 900)})
    admin.press("保存")
    admin.follow("修改参数")
    admin.fill("首次提名前的提醒期（天）", DAYS)
    harness.look(admin.page, "reminder-days")
    admin.press("保存")
    version = admin.page.url.removeprefix(admin.base)
    admin.press("提交审定")
    approver.go(version)
    approver.press("审定")
    approver.sees("已审定的版本不能修改")


def issue(clerk: Walker, place: Town) -> None:
    """Write the reminder, then hand it over; its days are those of the scheme."""
    clerk.follow("依据与线索")
    clerk.follow("提醒预警")
    clerk.follow("发出提醒")
    clerk.pick("人员", place.person.name)
    clerk.page.get_by_label("对应情形").select_option(index=1)
    clerk.fill_in({"事实": FACTS, "需要改正的": CORRECT})
    harness.check_page(clerk.page, "reminder-new")
    clerk.press("保存")
    clerk.follow("登记送达")
    clerk.fill("送达日期", iso(place.today))
    clerk.press("保存")
    clerk.sees("改正期内")
    harness.check_page(clerk.page, "method-reminders")


def answer(person: Walker) -> None:
    person.go(reverse("portal:me"))
    person.follow("对我的提醒")
    person.follow(CORRECT)
    harness.check_page(person.page, "reminder-own")
    person.fill("说明", "已调整通勤时间")
    person.press("提交说明")
    person.sees("已收到您的说明")


def test_reminder_has_the_schemes_days_is_answered_and_unheeded_goes_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        put_days(enter(place.admin), enter(place.approver), place)
        clerk = enter(place.clerk)
        issue(clerk, place)
        answer(enter(place.person))
        row = Reminder.objects.get()
        assert (row.days, row.said) == (DAYS, "已调整通勤时间")
        judge(clerk, "改正期未满，不能认定为未改正")

        clock.forward(DAYS + 1)
        clerk = enter(place.clerk)
        clerk.go(reverse("evidence:reminder", args=[row.pk]))
        clerk.sees("改正期满，待认定")
        judge(clerk, "到期未改正")
        clerk.press("产生线索")
        clerk.sees("已产生线索")

        taken = take_signal(clerk, place, Practice.REMINDER)
        assert taken.snapshot["rule"] == f"提醒后 {DAYS} 天未改正"
        assert FACTS in taken.snapshot["rows"][0]["label"]


def judge(clerk: Walker, seen: str) -> None:
    """Say that it was not corrected."""
    clerk.follow("认定改正情况")
    clerk.choose("改正情况", "到期未改正")
    clerk.fill("认定依据", "期满后查岗记录三次，两次不在岗")
    clerk.press("保存")
    clerk.sees(seen)
