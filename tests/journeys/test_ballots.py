"""民主测评 in the browser: organiser, a voter on the phone without script, the result."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cadres.models import Cadre
from evidence.enums import Practice, VoteChannel
from evidence.models import Poll, Signal
from evidence.services import counting, polls, voting
from schemes.models import Ground
from tests import browser as harness
from tests.factories import polls as make
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.clock import clock
from tests.journeys.steps import take_signal
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = ("李国强", "王丽", "马超", "赵小军")


@pytest.fixture
def place():
    return town()


@pytest.fixture
def poll(place):
    """A draft of the clerk: four people on the ballot, colleagues and villagers on the roll."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    row = make.planned_poll(
        place.unit,
        by=place.clerk,
        title="城关镇2018年度民主测评",
        basis="城关镇民主测评办法（第一版）",
        closes_at=hour + timedelta(days=2),
        ground=Ground.objects.order_by("pk").first(),
    )
    for name in PEOPLE[1:]:
        PostFactory(cadre__unit=place.unit, cadre__name=name, cadre__user=None)
    people = Cadre.objects.filter(name__in=PEOPLE).order_by("pk")
    told = {"by": place.clerk, "at": timezone.now()}
    polls.add_subjects(row, people=people, **told)
    for group in row.groups.order_by("position"):
        names = [f"{group.name}{n}" for n in "一二三四五六"]
        given = {"group": group, "people": [], "names": names, "channel": VoteChannel.SLIP}
        polls.add_voters(row, **given, **told)
    return row


def fill_urn(poll, codes):
    marks = [{"1": "A", "2": "B", "3": "C", "4": "D"}, {"1": "B", "2": "A", "3": "B", "4": "C"}]
    for number, code in enumerate(codes):
        voting.cast(code, marks=marks[number % 2], moment=timezone.now())


def planned(head, place, clock, *, preset, title):
    """Plan a poll from what a place of the sources did; its rule stands in the form already."""
    head.follow("依据与线索")
    head.follow("民主测评")
    head.follow("新建测评")
    head.follow(preset)
    head.choose("范围", place.unit.name)
    head.fill_in({"名称": title, "依据办法及版本": "城关镇民主测评办法（第一版）"})
    head.page.get_by_label("对应的召回情形").select_option(index=1)
    closes = (clock.now() + timedelta(hours=30)).replace(minute=0)
    head.fill("截止时间", closes.strftime("%Y-%m-%dT%H:%M"))
    harness.look(head.page, "poll-plan")
    head.press("建立测评")
    head.follow("加入被测评人")
    head.press("加入被测评人")
    return Poll.objects.get(title=title)


def enrolled(head, poll, sizes):
    """Write so many voters into each group of the roll, then open: nothing changes any more."""
    for group, size in sizes.items():
        head.go(reverse("evidence:poll-act", args=[poll.pk, "voters"]))
        head.choose("分组", group)
        head.choose("人员", "不加单位人员")
        head.fill("其他投票人", "\n".join(f"{group}第{n}人" for n in range(1, size + 1)))
        head.choose("领票方式", "都发票条")
        head.press("编制名册")
    head.go(reverse("evidence:poll", args=[poll.pk]))
    head.follow("开始投票")
    head.press("开始投票")
    head.sees("投票已开始")


def slips_of(head, poll, group):
    """Print a group's slips and answer the codes, which the page shows this once."""
    head.go(reverse("evidence:poll", args=[poll.pk]))
    head.follow("制作票条")
    head.choose("分组", group)
    head.press("制作票条")
    return head.page.locator(".slips__code").all_inner_texts()


def counted(head, poll):
    """Close and count by buttons, once the hour has come."""
    head.go(reverse("evidence:poll", args=[poll.pk]))
    head.follow("截止投票")
    head.press("截止投票")
    head.follow("计票")
    head.press("计票")
    head.sees("已计票")


def raised(head):
    head.follow("产生线索")
    harness.check_page(head.page, "poll-signals")
    head.press("产生线索")
    head.sees("已产生线索")


def test_anlong_weighs_three_groups_from_the_preset_to_the_nomination(
    browser, plain_page, live_server, clock
):
    place = town()
    for name in PEOPLE[1:]:
        PostFactory(cadre__unit=place.unit, cadre__name=name, cadre__user=None)
    sizes = {"同事": 6, "分管领导": 5, "领导班子": 5}
    with walkers(browser, live_server.url) as enter:
        head = enter(place.head)
        poll = planned(head, place, clock, preset="安龙县：同事 30", title="城关镇民主测评")
        subjects = poll.subjects.order_by("position")
        weights = dict(poll.groups.values_list("name", "weight"))
        assert weights == {"同事": 30, "分管领导": 40, "领导班子": 30}
        enrolled(head, poll, sizes)
        codes = {group: slips_of(head, poll, group) for group in sizes}
        harness.check_page(head.page, "poll-slips")
        vote_on_the_phone(plain_page, live_server.url, codes["领导班子"].pop(), subjects[4].name)
        for group, grade in {"同事": "D", "分管领导": "C", "领导班子": "D"}.items():
            marks = {str(n): "B" for n in range(1, 5)} | {"5": grade}
            for code in codes[group]:
                voting.cast(code, marks=marks, moment=clock.now())
        clock.forward(2)
        head = enter(place.head)
        counted(head, poll)
        harness.check_page(head.page, "method-ballots")
        raised(head)
        cadre = subjects[4].cadre
        taken = take_signal(enter(place.clerk), place, Practice.BALLOT, cadre)

    assert [row.cadre for row in Signal.objects.all()] == [cadre]
    assert taken.snapshot["value"] == "24"  # 60 of the line leaders, weighed 40 %


def test_shiquan_votes_for_one_name_from_the_preset_to_the_nomination(
    browser, plain_page, live_server, clock
):
    place = town()
    for name in PEOPLE[1:]:
        PostFactory(cadre__unit=place.unit, cadre__name=name, cadre__user=None)
    with walkers(browser, live_server.url) as enter:
        head = enter(place.head)
        poll = planned(head, place, clock, preset="石泉县2018年", title="城关镇退回人选测评")
        enrolled(head, poll, {"干部群众": 7})
        first, *codes = slips_of(head, poll, "干部群众")
        chosen = poll.subjects.get(position=2)
        plain_page.set_viewport_size({"width": 360, "height": 740})
        plain_page.goto(live_server.url + reverse("evidence:vote"))
        plain_page.get_by_label("投票码").fill(first)
        plain_page.get_by_role("button", name="打开选票").click()
        plain_page.get_by_label(chosen.name).check()
        harness.look(plain_page, "vote-names")
        plain_page.get_by_role("button", name="投票").click()
        expect(plain_page.get_by_role("heading", name="已投票")).to_be_visible()
        for number, code in enumerate(codes):
            voting.cast(code, marks={"2" if number < 4 else "1": "X"}, moment=clock.now())
        clock.forward(2)
        head = enter(place.head)
        counted(head, poll)
        head.sees("71.43")
        raised(head)
        take_signal(enter(place.clerk), place, Practice.BALLOT, chosen.cadre)

    assert [row.cadre for row in Signal.objects.all()] == [chosen.cadre]


def vote_on_the_phone(page, base, code, name):
    """At 360 px, without script and without an account."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(base + reverse("evidence:vote"))
    page.get_by_label("投票码").fill(code.lower())
    page.get_by_role("button", name="打开选票").click()
    page.get_by_role("group", name=name).get_by_label("不称职", exact=True).check()
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_role("heading", name="已投票")).to_be_visible()


def test_pages_that_prepare_a_poll(page, live_server, place, poll):
    harness.enter(page, live_server.url, place.clerk)
    for name, args in (
        ("evidence:poll-list", []),
        ("evidence:poll-new", []),
        ("evidence:poll-roll", [poll.pk]),
        ("evidence:poll-act", [poll.pk, "voters"]),
        ("evidence:poll-act", [poll.pk, "paper"]),
    ):
        page.goto(live_server.url + reverse(name, args=args))
        harness.check_page(page, "-".join(["polls", name[9:], *map(str, args[1:])]))


def test_pages_of_the_voter(page, live_server, poll):
    poll = polls.open_(poll, by=poll.planned_by, at=timezone.now())
    told = {"by": poll.planned_by, "at": timezone.now()}
    codes = [c for g in poll.groups.all() for c in voting.slips(poll, group=g, **told)]
    page.goto(live_server.url + reverse("evidence:vote"))
    harness.check_page(page, "vote-code")
    page.get_by_label("投票码").fill(codes[0])
    page.get_by_role("button", name="打开选票").click()
    harness.check_page(page, "vote-ballot")
    fill_urn(poll, codes)
    counting.count(polls.close(Poll.objects.get(pk=poll.pk), **told), **told)

    page.goto(live_server.url + reverse("evidence:poll-check", args=[poll.code]))

    harness.check_page(page, "vote-check")


def test_person_finds_the_own_result_after_the_count(page, live_server, place):
    poll = make.planned_poll(place.unit, by=place.clerk, title="城关镇2018年度民主测评")
    told = {"by": place.clerk, "at": make.NOW}
    other = PostFactory(cadre__unit=place.unit, cadre__name="王丽", cadre__user=None).cadre
    polls.add_subjects(poll, people=[place.person.cadre, other], **told)
    for group in poll.groups.order_by("position"):
        names = [f"{group.name}{n}" for n in "一二三四五六"]
        given = {"group": group, "people": [], "names": names, "channel": VoteChannel.SLIP}
        polls.add_voters(poll, **given, **told)
    marks = [{"1": "B", "2": "A"}] * 4 + [{"1": "C"}, {"1": "D", "2": "B"}]
    ballots = {"同事": marks, "服务对象": marks}
    make.counted_poll(polls.open_(poll, **told), ballots)

    harness.enter(page, live_server.url, place.person)
    page.goto(live_server.url)
    page.get_by_role("link", name="我的测评结果").click()
    page.get_by_role("link", name="城关镇2018年度民主测评").click()

    expect(page.get_by_text("谁也查不到哪一张是谁投的")).to_be_visible()
    expect(page.get_by_text("王丽")).to_have_count(0)
    harness.check_page(page, "poll-own")
