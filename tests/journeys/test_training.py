"""Class, practice, assessment and outcome as manager, trainee, mentor and decider meet them."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from core import dates
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.recall import heard_nomination, open_campaign
from tests.fixtures import media
from training.models import Attendance, JournalEntry, Session
from training.services import journals

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today():
    return dates.legal_day(timezone.now())


@pytest.fixture
def training_class(today):
    """A class that opened yesterday, with six trainees and sessions yesterday and today."""
    world = make.world()
    world.admin.name, world.manager.name = "陈建民", "刘敏"
    row = make.planned_class(
        world,
        title="2018年退回干部再教育培训班",
        opens_on=today - timedelta(days=1),
        blocks=[("THEORY", 5)],
    )
    row.world = world
    row.people = [
        make.enrolled(world, row, subject=make.user(name=name))
        for name in ("张小梅", "李国强", "王丽", "赵永红", "欧阳文静", "马超")
    ]
    make.session(row, world.manager, day=0, title="心理破冰", kind="ICE_BREAKING")
    make.session(row, world.manager, day=1, hour=0, title="纪律作风教育", kind="DISCIPLINE")
    make.session(row, world.manager, day=1, hour=21, title="读书分享", room="三楼会议室")
    make.case(world.campaign, world.unit, subject=make.user(name="孙玉兰"))
    return row


def sign_in(page: Page, live_server, user) -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])


def check(page: Page, live_server, path: str, name: str) -> None:
    page.goto(f"{live_server.url}{path}")
    harness.check_page(page, f"training-{name}")


def test_manager_enrols_marks_and_sends_to_practice(page, live_server, training_class):
    world, pk = training_class.world, training_class.pk
    contact = make.holder(Role.HOST, world.host)
    sign_in(page, live_server, world.manager)
    check(page, live_server, "/training/classes/", "class-list")
    check(page, live_server, "/training/classes/new/", "class-plan")
    check(page, live_server, f"/training/classes/{pk}/", "class")

    page.get_by_role("button", name="编入 1 人").click()
    expect(page.get_by_text("已编班")).to_be_visible()
    check(page, live_server, f"/training/classes/{pk}/sessions/new/", "session")
    session = Session.objects.order_by("pk").first()
    check(page, live_server, f"/training/sessions/{session.pk}/attendance/", "attendance")
    page.get_by_role("row", name="李国强").get_by_label("请假").check()
    page.get_by_role("button", name="登记考勤").click()
    expect(page.get_by_text("已登记考勤")).to_be_visible()
    harness.check_page(page, "training-class-marked")
    page.get_by_role("link", name="派出锻炼 张小梅").click()
    harness.check_page(page, "training-send-1")
    page.get_by_label("接收单位").select_option(label=str(world.host))
    page.get_by_role("button", name="下一步").click()
    box = page.get_by_role("combobox", name="带教人")
    box.press_sequentially(contact.name)
    expect(page.get_by_role("option", name=contact.name)).to_be_visible()
    harness.check_axe(page)
    box.press("Escape")
    expect(page.get_by_role("option", name=contact.name)).to_be_hidden()
    box.press("ArrowDown")
    box.press("Enter")
    shown = f"{contact.name}（在带 0 人）"
    expect(box).to_have_value(shown)
    page.get_by_label("锻炼地点").fill("饶峰镇大湾村")
    page.get_by_label("锻炼任务").fill("驻村帮扶")
    harness.check_page(page, "training-send-2")
    page.get_by_role("button", name="派出实践锻炼").click()

    expect(page.get_by_role("heading", name="张小梅　实践锻炼")).to_be_visible()
    harness.check_page(page, "training-posting")
    check(page, live_server, "/training/postings/", "posting-list")
    assert Attendance.objects.filter(status="LEAVE").count() == 1


def test_trainee_and_mentor_on_the_phone_without_script(plain_page, live_server, training_class):
    page, world = plain_page, training_class.world
    case = training_class.people[0].case
    start = dates.legal_day(timezone.now()) - timedelta(days=9)
    posting = make.posting(world, case, from_on=start)
    sign_in(page, live_server, case.subject)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/training/today/")
    expect(page.get_by_text("今天 2 节课")).to_be_visible()

    page.get_by_role("link", name="去写日志").click()
    page.get_by_label("今天做了什么").fill("走访群众 12 户，登记用水问题。")
    page.get_by_role("button", name="保存日志").click()
    expect(page.get_by_text("已保存日志")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, live_server, world.mentor)
    page.goto(f"{live_server.url}/training/my-trainees/")
    page.get_by_label("点评").fill("继续保持")
    page.get_by_role("button", name="提交点评").click()

    expect(page.get_by_text("已点评")).to_be_visible()
    assert JournalEntry.objects.get(posting=posting).remark == "继续保持"


def test_phone_pages_are_clean(page, live_server, training_class):
    world = training_class.world
    case = training_class.people[0].case
    start = dates.legal_day(timezone.now()) - timedelta(days=9)
    posting = make.posting(world, case, from_on=start)
    for day in range(2):
        journals.write(
            posting,
            token=uuid.uuid4(),
            on=start + timedelta(days=day),
            text="走访群众 12 户，登记用水问题。",
            problem="水塔无人管护",
            action="请村委会派专人管护",
            by=case.subject,
            at=timezone.now(),
        )
    sign_in(page, live_server, case.subject)
    check(page, live_server, "/training/today/", "today")
    check(page, live_server, f"/training/postings/{posting.pk}/journal/", "journal")
    page.context.clear_cookies()
    sign_in(page, live_server, world.mentor)
    check(page, live_server, "/training/my-trainees/", "my-trainees")
    check(page, live_server, f"/training/postings/{posting.pk}/", "posting-mentor")


def test_assessment_and_outcome(page, live_server, training_class):
    world = training_class.world
    opened = assess.opened(world, training_class.people[0].case)
    assess.score(world, opened, "class", source="考勤与结业测试，见考核表第 2 项")
    done = assess.concluded(world, training_class.people[1].case)
    sign_in(page, live_server, world.manager)
    check(page, live_server, "/assessment/", "assessment-list")
    check(page, live_server, f"/assessment/cases/{opened.case_id}/", "assessment-open")
    page.context.clear_cookies()
    sign_in(page, live_server, world.decider)
    check(page, live_server, f"/assessment/cases/{done.case_id}/", "assessment-done")
    check(page, live_server, "/assessment/catalogue/", "outcome-catalogue")
    path = f"/assessment/cases/{done.case_id}/consequences/"
    check(page, live_server, path, "outcome-consequences")
    check(page, live_server, f"/assessment/cases/{done.case_id}/outcome/", "outcome-decide")

    referred = assess.referred(world, training_class.people[2].case)
    page.context.clear_cookies()
    sign_in(page, live_server, make.holder(Role.DISCIPLINE_LIAISON, world.county))
    check(page, live_server, "/assessment/referrals/", "referral-list")
    check(page, live_server, f"/assessment/referrals/{referred.pk}/", "referral")
    page.context.clear_cookies()
    heard = heard_nomination(open_campaign())
    sign_in(page, live_server, heard.drafted_by)
    check(page, live_server, f"/assessment/nominations/{heard.pk}/consequences/", "recall-after")
    page.context.clear_cookies()
    sign_in(page, live_server, world.decider)
    page.goto(f"{live_server.url}/assessment/cases/{done.case_id}/outcome/")
    page.get_by_role("radio", name="返回原岗位").check()
    page.get_by_label("综合考核合格，能够胜任原岗位").check()
    page.get_by_label("决定理由").fill("能够胜任原岗位")
    page.get_by_label("会议名称").fill("部务会")
    page.get_by_label("应到人数").fill("5")
    page.get_by_label("其他到会人员").fill("赵某、钱某、孙某、李某、周某")
    page.get_by_label("同意票数", exact=True).fill("5")
    harness.check_page(page, "training-outcome-filled")
    page.get_by_role("button", name="登记结果决定").click()

    expect(page.get_by_text("已决定结果")).to_be_visible()
    harness.check_page(page, "training-outcome-decided")
    page.context.clear_cookies()
    sign_in(page, live_server, done.case.subject)
    check(page, live_server, f"/assessment/mine/cases/{done.case_id}/", "own-result")
