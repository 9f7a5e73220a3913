"""A lost session, a double click, a stale page, Redis down: nothing is lost, nothing is doubled."""

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Session
from core.jobs import worker
from recall.models import Case, Fact, Nomination, Verification
from recall.services import campaigns, nominations
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import FACT, PDF, Town, iso, town
from tests.journeys.walker import PASSWORD, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(browser, live_server):
    with walkers(browser, live_server.url) as enter:
        yield enter


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def drafted(place: Town) -> Nomination:
    """A draft with a unit's opinion and a fact with a file, in an open campaign."""
    by, at = place.admin, place.now
    row = campaigns.create(place.county, version=place.version, title="第一批", by=by, at=at)
    campaigns.add_round(row, notice_on=place.today, closes_on=place.today, by=by, at=at)
    campaigns.require_units(row, units=[place.unit], by=by, at=at)
    row = campaigns.launch(row, by=by, at=at)
    who = {"by": place.clerk, "at": at}
    cadre, round_ = place.person.cadre, row.rounds.get()
    made = nominations.draft(place.unit, cadre=cadre, round_=round_, token=uuid4(), **who)
    ground = row.campaign_grounds.order_by("pk").first().ground
    fact = nominations.put_fact(made, ground=ground, happened_on=place.today, text=FACT, **who)
    nominations.attach(made, fact=fact, content=PDF, title="值班记录.pdf", **who)
    votes = {"due_count": 7, "present_count": 6, "agree_count": 5}
    nominations.put_opinion(made, held_on=place.today, text="同意推荐召回。", **votes, **who)
    return Nomination.objects.get(pk=made.pk)


@pytest.fixture
def submitted(drafted: Nomination, place: Town) -> Nomination:
    return nominations.submit(drafted, by=place.head, at=timezone.now())


def test_session_lost_in_a_long_form_keeps_what_was_typed(enter, place, drafted) -> None:
    clerk = enter(place.clerk)
    path = f"/recall/nominations/{drafted.pk}/facts/new/"
    clerk.go(path)
    steps.tell_fact(clerk, place)
    Session.objects.all().delete()  # what a logout in another tab, or ten hours, do

    clerk.press("保存")
    clerk.fill_in({"用户名": place.clerk.username, "密码": PASSWORD})
    clerk.press("登录")

    expect(clerk.page.get_by_label("事实经过")).to_have_value(FACT)
    expect(clerk.page.get_by_label("地点")).to_have_value("镇政府值班室")
    assert clerk.page.url.endswith(path)
    clerk.press("保存")
    assert Fact.objects.filter(nomination=drafted).count() == 2
    clerk.go(path)
    expect(clerk.page.get_by_label("事实经过")).to_have_value("")


def test_another_person_at_the_same_tab_does_not_get_what_was_typed(enter, place, drafted) -> None:
    clerk = enter(place.clerk)
    clerk.go(f"/recall/nominations/{drafted.pk}/facts/new/")
    steps.tell_fact(clerk, place)
    Session.objects.all().delete()

    clerk.press("保存")
    clerk.fill_in({"用户名": place.head.username, "密码": PASSWORD})
    clerk.press("登录")

    expect(clerk.page.get_by_label("事实经过")).to_have_value("")


def test_double_click_has_one_effect_and_one_answer(enter, place, submitted) -> None:
    verifier = enter(place.verifier)
    verifier.follow(place.person.name)
    steps.judge(verifier)

    with verifier.page.expect_navigation():
        verifier.page.get_by_role("button", name="提交核实认定").dblclick()

    expect(verifier.page.get_by_text("已登记核实认定")).to_be_visible()
    assert Verification.objects.count() == 1


def test_stale_page_gets_409_with_the_present_state(enter, place, submitted) -> None:
    verifier = enter(place.verifier)
    verifier.follow(place.person.name)
    steps.judge(verifier)
    nominations.withdraw(submitted, opinion="情况有变", by=place.head, at=timezone.now())

    status = verifier.press("提交核实认定")

    assert status == 409
    expect(verifier.page.get_by_text("已撤回").first).to_be_visible()
    expect(verifier.page.get_by_role("link", name="查看现在的情况")).to_be_visible()


def test_verifier_works_with_the_keyboard_alone(enter, place, submitted, live_server) -> None:
    verifier = enter(place.verifier)
    keys = verifier.page.keyboard
    keys.press("j")
    expect(verifier.page.get_by_role("link", name=place.person.name)).to_be_focused()
    with verifier.page.expect_navigation():
        keys.press("Enter")
    for name, act in [
        ("属实", "Space"),
        ("事实 1 的认定依据", "值班记录"),
        ("是", "ArrowDown"),
        ("是", "ArrowDown"),
        ("是", "ArrowDown"),
        ("符合召回情形", "Space"),
        ("核实意见", "经谈话，情况属实"),
    ]:
        steps.tab_to(verifier, name)
        keys.press(act) if act in ("Space", "ArrowDown") else keys.type(act)
    steps.tab_to(verifier, "提交核实认定")
    with verifier.page.expect_navigation():
        keys.press("Enter")

    assert Nomination.objects.get(pk=submitted.pk).state == "VERIFIED"


def test_redis_down_the_act_commits_and_the_notice_follows(enter, place, submitted, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    verifier, person, decider = enter(place.verifier), enter(place.person), enter(place.decider)
    steps.verify(verifier, place)
    person.follow("我的事项")
    steps.reply(person)
    decider.follow("工作台")
    steps.decide(decider, place)
    case = Case.objects.get()
    admin = enter(place.admin)
    admin.go(f"/recall/cases/{case.pk}/")
    admin.sees("正在生成，稍候自动更新")

    worker.drain("pdf", at=timezone.now(), seconds=60)

    expect(admin.page.get_by_role("link", name="召回通知书（")).to_be_visible()
    expect(admin.page.get_by_label("送达日期")).to_be_visible()
    assert iso(place.today) >= case.opened_at.date().isoformat()
