"""Steps 1 to 10 of a campaign, each in the browser of the person whose work it is."""

import pytest
from django.utils import timezone

from core.jobs import worker
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import Town, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def enter(browser, live_server):
    with walkers(browser, live_server.url) as enter:
        yield enter


def print_documents() -> None:
    """Do what the worker does, in this process."""
    assert worker.drain("pdf", at=timezone.now(), seconds=60) > 0


def test_campaign_from_launch_to_summary(enter, place: Town, tmp_path) -> None:
    admin, decider = enter(place.admin), enter(place.decider)
    steps.launch(admin, place)
    steps.draft(enter(place.clerk), place)
    steps.submit(enter(place.head), place)
    steps.sign_zero(enter(place.quiet_head))
    steps.verify(enter(place.verifier), place)
    person = enter(place.person)
    steps.reply(person)
    decider.follow("工作台")
    steps.decide(decider, place)
