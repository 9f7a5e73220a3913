"""A class manager from a programme to the timetable, and a trainee's calendar on the phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from tests import browser as harness
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_training import sign_in
from training.models import CalendarFeed, Room, Session, TrainingClass
from training.services import rooms, teachers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lesson(page: Page, title: str, starts: str, ends: str) -> None:
    page.get_by_role("link", name="添加课次").click()
    page.get_by_label("课程", exact=True).fill(title)
    page.get_by_label("开始时间").fill(starts)
    page.get_by_label("结束时间").fill(ends)
    page.get_by_label("教室（教室库）").select_option(label="三楼会议室（县委党校，40 座）")
    page.get_by_label("授课人（师资库）").select_option(label="何静")
    page.get_by_role("button", name="添加课次").click()


def test_manager_plans_a_class_by_a_programme_and_moves_it(page, live_server):
    world = make.world()
    teachers.add(
        world.county, name="何静", employer="县委党校副校长", subjects="党规党纪",
        by=world.manager, at=make.NOW,
    )  # fmt: skip
    rooms.enter(
        world.county, place="县委党校", name="三楼会议室", seats=40, by=world.manager, at=make.NOW
    )
    case = make.case(world.campaign, world.unit, subject=make.user(name="张小梅"))
    make.case(world.campaign, world.unit, subject=make.user(name="孙玉兰"))
    opens_on = dates.legal_day(timezone.now()) + timedelta(days=20)
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/programmes/")
    harness.check_page(page, "classes-programmes")
    page.get_by_role("link", name="用此模板建班 石泉县2019年").click()
    page.get_by_label("批次").select_option(index=1)
    page.get_by_label("班次名称").fill("2026年干部回炉锻造班")
    page.get_by_label("地点").fill("县委党校")
    page.get_by_label("开班日期").fill(opens_on.isoformat())
    page.get_by_role("button", name="预览日期").click()
    harness.check_page(page, "classes-preview")
    page.get_by_role("button", name="建立培训班").click()
    page.get_by_role("link", name="延期 孙玉兰").click()
    page.get_by_label("原因").select_option(label="照料重病亲属")
    page.get_by_label("终止").fill((opens_on + timedelta(days=30)).isoformat())
    page.get_by_label("证明材料").fill("县医院诊断证明、单位意见")
    page.get_by_role("button", name="登记延期").click()
    harness.check_page(page, "classes-postpone")
    made = TrainingClass.objects.get()
    page.goto(f"{live_server.url}/training/classes/{made.pk}/")
    expect(page.get_by_text("这次不编入")).to_be_visible()
    page.get_by_role("button", name="编入 1 人").click()
    page.get_by_role("link", name="指定班长").click()
    page.get_by_label("班长").select_option(index=1)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="分组").click()
    page.get_by_label("分几个小组").fill("1")
    page.get_by_role("button", name="保存").click()
    lesson(page, "心理破冰", "08:30", "10:00")
    lesson(page, "党规党纪", "09:00", "11:00")
    expect(page.get_by_text("冲突的是")).to_be_visible()
    harness.check_page(page, "classes-clash")
    page.get_by_label("开始时间").fill("14:30")
    page.get_by_label("结束时间").fill("16:00")
    page.get_by_role("button", name="添加课次").click()
    harness.check_page(page, "classes-detail")
    hall = Room.objects.get()
    page.goto(f"{live_server.url}/training/rooms/")
    harness.check_page(page, "classes-rooms")
    page.goto(f"{live_server.url}/training/rooms/{hall.pk}/?week={made.opens_on.isoformat()}")
    harness.check_page(page, "classes-room-week")
    page.goto(f"{live_server.url}/training/classes/{made.pk}/")
    page.get_by_role("link", name="打印材料").click()
    page.get_by_label("打印什么").select_option(label="姓名牌")
    page.get_by_role("button", name="生成 PDF").click()
    harness.check_page(page, "classes-papers")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="对调 心理破冰").click()
    page.get_by_label("与哪节课对调时间").select_option(index=1)
    harness.check_page(page, "classes-swap")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已对调两节课的时间")).to_be_visible()
    page.get_by_role("link", name="移动 实践锻炼").first.click()
    block = TrainingClass.objects.get().blocks.order_by("from_on")[1]
    later = block.from_on + timedelta(days=7)
    page.get_by_label("改为哪天开始").fill(later.isoformat())
    page.get_by_role("button", name="预览日期").click()
    harness.check_page(page, "classes-move")
    page.get_by_role("button", name="确认移动").click()
    expect(page.get_by_text("已移动环节")).to_be_visible()
    day = dates.legal_day(Session.objects.first().starts_at)
    page.goto(f"{live_server.url}/training/timetable/?week={day.isoformat()}")
    harness.check_page(page, "classes-week")
    page.goto(f"{live_server.url}/training/teachers/")
    harness.check_page(page, "classes-teachers")

    page.context.clear_cookies()
    sign_in(page, live_server, case.subject)
    page.goto(f"{live_server.url}/training/today/")
    expect(page.get_by_text("课程变动")).to_be_visible()
    harness.check_page(page, "classes-today")
    page.get_by_role("link", name="放进手机日历").click()
    page.get_by_role("button", name="建立订阅").click()
    harness.check_page(page, "classes-calendar")
    answer = page.request.get(page.get_by_label("订阅地址").input_value())
    assert answer.ok
    assert answer.text().count("BEGIN:VEVENT") == 2
    assert CalendarFeed.objects.standing().count() == 1
