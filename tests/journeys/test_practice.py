"""Practice on a phone: pages written without a network, a problem, a resident's word."""

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from tests import browser as harness
from tests.factories import practice
from tests.factories import training as make
from tests.fixtures import media
from training.forms.reviews import LABELS
from training.models import JournalEntry, ResidentWord
from training.services import posting_changes

__all__ = ["media"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("media"),
]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def posting():
    world = make.world()
    world.mentor.name, world.manager.name = "何永富", "刘敏"
    world.mentor.save()
    world.manager.save()
    place = practice.place(world, name="两河镇高原村")
    today = dates.legal_day(timezone.now())
    room = make.planned_class(world, opens_on=today - timedelta(days=60))
    person = make.user(name="张力")
    row = make.posting(
        world,
        make.enrolled(world, room, subject=person).case,
        host_place=place,
        from_on=today - timedelta(days=40),
        home_km=34,
    )
    row.world, row.room = world, place
    return row


def sign_in(page: Page, live_server, user) -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])


def until(page: Page, told, seconds=20):
    """Wait for what the server has come to hold; routes are served meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not told():
        page.wait_for_timeout(100)
    assert told()


def write(page: Page, text: str, *, photo: bytes = b"") -> None:
    page.get_by_label("今天做了什么").fill(text)
    if photo:
        files = [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}]
        page.get_by_label("照片").set_input_files(files)
    page.get_by_role("button", name="保存日志").click()
    expect(page.get_by_label("今天做了什么")).to_have_value("")


def test_pages_written_offline_arrive_once_and_no_other_account_sees_them(
    page, live_server, posting
):
    address = f"{live_server.url}/training/postings/{posting.pk}/journal/"
    sign_in(page, live_server, posting.case.subject)
    page.set_viewport_size(PHONE)
    page.goto(address)
    cuts = {"left": 2}

    def cut(route):
        """Lose the first answers: the page arrives, the phone never hears of it."""
        if route.request.method != "POST" or not cuts["left"]:
            return route.continue_()
        cuts["left"] -= 1
        if cuts["left"] % 2:
            route.fetch()
        return route.abort()

    page.route("**/journal/", cut)
    write(page, "走访群众 12 户，登记用水问题。", photo=practice.photo(2400, 1800))
    expect(page.get_by_text("没有信号：")).to_be_visible()
    write(page, "和村干部查看 11 处水塔。")
    harness.check_page(page, "practice-offline")

    until(page, lambda: JournalEntry.objects.count() == 2)
    expect(page.get_by_text("已送到服务器")).to_be_visible(timeout=15_000)
    texts = sorted(JournalEntry.objects.values_list("text", flat=True))
    assert texts == ["和村干部查看 11 处水塔。", "走访群众 12 户，登记用水问题。"]
    assert JournalEntry.objects.get(text__contains="12 户").photos.count() == 1
    page.get_by_role("link", name="刷新查看").click()
    harness.check_page(page, "practice-journal")


def test_two_taps_keep_one_page_and_a_stale_token_is_fetched_anew(page, live_server, posting):
    sign_in(page, live_server, posting.case.subject)
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/journal/")
    page.context.clear_cookies(name="csrftoken")
    fresh = {"name": "csrftoken", "value": "a" * 32, "url": live_server.url}
    page.context.add_cookies([fresh])
    page.get_by_label("今天做了什么").fill("走访群众 5 户。")
    files = [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": practice.photo(2400, 1800)}]
    page.get_by_label("照片").set_input_files(files)

    page.evaluate(
        """() => { const b = document.querySelector('form[data-journal] button');
        b.click(); b.click(); }"""
    )

    until(page, JournalEntry.objects.exists)
    expect(page.get_by_text("已送到服务器")).to_be_visible()
    kept = page.evaluate(
        """() => new Promise(done => { const r = indexedDB.open('journal', 1); r.onsuccess = () => {
        const all = r.result.transaction('pages').objectStore('pages').getAll();
        all.onsuccess = () => done(all.result.length); }; })"""
    )
    assert kept == 0
    assert JournalEntry.objects.get().photos.count() == 1


def test_another_account_neither_sees_nor_sends_what_waits(page, live_server, posting):
    address = f"{live_server.url}/training/postings/{posting.pk}/journal/"
    sign_in(page, live_server, posting.case.subject)
    page.goto(address)
    page.route("**/journal/", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    write(page, "只写给自己的话。")
    expect(page.get_by_text("没有信号：")).to_be_visible()
    kept = page.evaluate(
        """() => new Promise(done => { const r = indexedDB.open('journal', 1); r.onsuccess = () => {
        const all = r.result.transaction('pages').objectStore('pages').getAll();
        all.onsuccess = () => done(all.result.map(p => [p.who, JSON.stringify(p)])); }; })"""
    )
    other = make.posting(
        posting.world,
        make.enrolled(posting.world, make.planned_class(posting.world)).case,
        mentor=make.user(),
        from_on=posting.from_on,
    )
    page.context.clear_cookies()
    sign_in(page, live_server, other.case.subject)
    page.unroute("**/journal/")

    page.goto(f"{live_server.url}/training/postings/{other.pk}/journal/")

    expect(page.get_by_role("heading", name="实践日志")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    assert [who for who, _row in kept] == [str(posting.case.subject_id)]
    assert "只写给自己" not in kept[0][1]
    assert not JournalEntry.objects.exists()


def test_problem_is_solved_and_a_resident_says_so(page, live_server, posting):
    cache.clear()
    sign_in(page, live_server, posting.case.subject)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/training/problems/")
    page.get_by_role("link", name="登记问题").first.click()
    page.get_by_label("什么问题").fill("偏远农户自己砍树做木杆接电，线路老化裸露")
    page.get_by_role("button", name="登记问题").click()
    page.get_by_role("link", name="登记办法").click()
    page.get_by_label("做了什么").fill("10 户近 20 根电线杆更换完成")
    harness.check_page(page, "practice-problem-act")
    page.get_by_role("button", name="登记办法").click()
    page.get_by_role("link", name="登记结果").click()
    page.get_by_label("解决了", exact=True).check()
    page.get_by_label("结果").fill("线路全部入户，隐患消除")
    page.get_by_role("button", name="登记结果").click()
    expect(page.get_by_text("已解决")).to_be_visible()
    here = page.url

    page.context.clear_cookies()
    sign_in(page, live_server, posting.world.mentor)
    page.goto(here)
    page.get_by_role("link", name="让群众自己填").click()
    page.get_by_role("button", name="生成二维码").click()
    harness.check_page(page, "practice-invite")
    link = re.search(r"http\S+/training/word/\w+/", page.inner_text("main"))[0]
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("解决了", exact=True).check()
    page.get_by_label("想说的话").fill("晚上不怕了")
    page.get_by_label("同意把这些话").check()
    harness.check_page(page, "practice-resident")
    page.get_by_role("button", name="提交").click()

    expect(page.get_by_text("已经记下")).to_be_visible()
    assert ResidentWord.objects.get().channel == "LINK"
    sign_in(page, live_server, posting.world.mentor)
    page.goto(here)
    harness.check_page(page, "practice-problem")


def test_department_keeps_places_and_stops_the_clock(page, live_server, posting):
    sign_in(page, live_server, posting.world.manager)
    practice.place(posting.world, name="县城供水管网改造项目", kind="PROJECT", seat_km=3)
    page.goto(f"{live_server.url}/training/places/")
    harness.check_page(page, "practice-places")
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/")
    page.get_by_role("link", name="暂停").click()
    page.get_by_label("照料家人").check()
    page.get_by_label("说明").fill("家中老人住院，照料两周")
    harness.check_page(page, "practice-suspend")
    page.get_by_role("button", name="暂停实践锻炼").click()

    expect(page.get_by_text("期限停止计算")).to_be_visible()
    harness.check_page(page, "practice-posting")
    assert posting_changes.pause_of(posting).kind == "CARE"


def test_mentor_writes_a_month_and_gives_the_appraisal_on_the_phone(page, live_server, posting):
    sign_in(page, live_server, posting.world.mentor)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/training/my-trainees/")
    harness.check_page(page, "practice-my-trainees")
    page.get_by_role("link", name="两分钟填月评").click()
    for label in LABELS.values():
        page.get_by_label(str(label)).select_option(label="较好")
    page.get_by_label("解决问题").select_option(label="好")
    page.get_by_label("一句话").fill("水塔一事办得扎实")
    harness.check_page(page, "practice-month")
    page.get_by_role("button", name="提交月评").click()
    expect(page.get_by_text("已提交月评")).to_be_visible()
    expect(page.get_by_text("月评还没有填")).to_be_hidden()

    page.get_by_role("link", name="张力", exact=True).click()
    expect(page.get_by_text("水塔一事办得扎实")).to_be_visible()
    page.get_by_label("提前结束的原因").fill("调回单位参加抢险")
    page.get_by_label("鉴定意见").fill("群众评价较好，建议返回原岗位")
    page.get_by_role("button", name="期满鉴定").click()
    expect(page.get_by_text("已期满鉴定")).to_be_visible()
    harness.check_page(page, "practice-appraised")


def test_person_adds_a_sentence_to_a_week(page, live_server, posting):
    sign_in(page, live_server, posting.case.subject)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/weeks/")
    harness.check_page(page, "practice-weeks")
    page.get_by_role("link", name="写一句话").first.click()
    page.get_by_label("这一周的一句话").fill("把水塔的事办完了")
    page.get_by_role("button", name="保存周记").click()

    expect(page.get_by_text("把水塔的事办完了")).to_be_visible()
