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
from tests.journeys.steps import take_signal
from tests.journeys.town import town
from tests.journeys.walker import Walker

__all__ = ["media"]
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


def test_poll_from_opening_to_signal(page, plain_page, live_server, place, poll):
    base = live_server.url
    harness.enter(page, base, place.clerk)
    page.goto(base + reverse("evidence:poll", args=[poll.pk]))
    harness.check_page(page, "poll-draft")
    page.get_by_role("link", name="开始投票").click()
    page.get_by_role("button", name="开始投票").click()
    expect(page.get_by_text("投票已开始")).to_be_visible()
    page.get_by_role("link", name="制作票条").click()
    page.get_by_role("button", name="制作票条").click()
    codes = page.locator(".slips__code").all_inner_texts()
    harness.check_page(page, "poll-slips")
    vote_on_the_phone(plain_page, base, codes.pop())
    others = poll.groups.get(name="服务对象")
    given = {"by": place.clerk, "at": timezone.now()}
    fill_urn(poll, [*codes, *voting.slips(poll, group=others, **given)])
    counting.count(polls.close(Poll.objects.get(pk=poll.pk), **given), **given)

    page.goto(base + reverse("evidence:poll", args=[poll.pk]))
    harness.check_page(page, "method-ballots")
    page.get_by_role("link", name="产生线索").click()
    harness.check_page(page, "poll-signals")
    page.get_by_role("button", name="产生线索").click()

    expect(page.get_by_text("已产生线索")).to_be_visible()
    (signal,) = Signal.objects.all()
    assert signal.cadre.name == PEOPLE[3]
    take_signal(Walker(page.context, base), place, Practice.BALLOT, signal.cadre)


def vote_on_the_phone(page, base, code):
    """At 360 px, without script and without an account."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(base + reverse("evidence:vote"))
    page.get_by_label("投票码").fill(code.lower())
    page.get_by_role("button", name="打开选票").click()
    page.get_by_role("group", name=PEOPLE[3]).get_by_label("不称职", exact=True).check()
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
