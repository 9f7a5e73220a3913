"""Fellow trainees judge each other: opened on the desk, voted on phones, counted, a score."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import dates
from evidence.models import Poll
from evidence.services import voting
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import trainee_polls
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_practice import PHONE, sign_in

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("张力", "孙玉兰", "马超", "李国强", "王丽", "赵小军")


@pytest.fixture
def room():
    world = make.world(weights=trainee_polls.WEIGHTS)
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(world, title="干部回炉锻造班", opens_on=today)
    places = [make.enrolled(world, training_class, subject=make.user(name=name)) for name in NAMES]
    return world, training_class, places


def vote(page, live_server, voter):
    """Draw the first ballot on the phone and mark it."""
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, voter)
    page.goto(f"{live_server.url}/me/")
    expect(page.get_by_role("link", name="去投票").first).to_be_visible()
    harness.check_page(page, "trainee-poll-me")
    page.goto(f"{live_server.url}/training/today/")
    harness.check_page(page, "trainee-poll-today")
    page.get_by_role("link", name="去投票").first.click()
    page.get_by_role("button", name="领取选票").first.click()
    page.get_by_label("良好").check()
    harness.check_page(page, "trainee-poll-ballot")
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_text("的票已投入票箱")).to_be_visible()


def rest_votes(poll, but):
    """Let all others on the roll vote, so that the poll may be closed at once."""
    for voter in poll.voters.select_related("cadre__user").exclude(cadre__user=but):
        code = voting.draw(poll, by=voter.cadre.user, at=timezone.now()).code
        voting.cast(code, marks={"1": "A"}, moment=timezone.now())


def test_class_judges_itself_and_the_count_becomes_a_score(page, live_server, room):
    world, training_class, places = room
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/classes/{training_class.pk}/")
    page.get_by_role("link", name="学员测评").click()
    page.get_by_role("link", name="组织全班互评").click()
    harness.check_page(page, "trainee-poll-open")
    page.get_by_role("button", name="开始投票").click()
    expect(page.get_by_text("投票已开始")).to_be_visible()
    harness.check_page(page, "trainee-polls")

    voter = places[0].case.subject
    drawn = Poll.objects.exclude(subjects__cadre__user=voter).order_by("closes_at", "pk").first()
    vote(page, live_server, voter)
    rest_votes(drawn, voter)

    page.context.clear_cookies()
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/classes/{training_class.pk}/polls/")
    judged = drawn.subjects.get().name
    page.get_by_role("link", name=f"投票中 学员互评 {judged}").click()
    for name in ("截止投票", "计票"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("button", name=name).click()
    harness.check_page(page, "trainee-poll-counted")
    expect(page.get_by_text("良好 1")).to_be_visible()

    case = next(place.case for place in places if place.case.cadre.name == judged)
    opened = assess.assessments.open_(case, by=world.manager, at=timezone.now())
    page.goto(f"{live_server.url}/assessment/cases/{case.pk}/")
    page.get_by_role("button", name="按记录计分 学员互评").click()
    page.get_by_role("link", name="学员互评", exact=True).click()
    expect(page.get_by_text("优秀 4、良好 1、一般 0、较差 0")).to_be_visible()
    harness.check_page(page, "trainee-poll-score")
    page.set_viewport_size(PHONE)
    harness.check_page(page, "trainee-poll-score-narrow")
    assert opened.versions.get().value == 96
