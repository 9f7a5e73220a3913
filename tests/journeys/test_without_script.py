"""The forms that a campaign cannot do without, in browsers that run no script."""

import pytest
from django.utils import timezone

from core.jobs import worker
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import Town, town
from tests.journeys.walker import walkers
from training.models import Attendance, JournalEntry

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(browser, live_server):
    with walkers(browser, live_server.url, java_script_enabled=False) as enter:
        yield enter


def test_campaign_up_to_the_journal_without_script(enter) -> None:
    place: Town = town()
    admin, person, manager = enter(place.admin), enter(place.person), enter(place.manager)
    steps.launch(admin, place)
    steps.draft(enter(place.clerk), place)
    steps.submit(enter(place.head), place)
    steps.verify(enter(place.verifier), place)
    person.follow("我的事项")
    steps.reply(person)
    steps.decide(enter(place.decider), place)
    admin.follow("工作台")
    admin.follow(place.person.name)
    worker.drain("pdf", at=timezone.now(), seconds=60)
    admin.follow("刷新")
    admin.sees("石组召〔")
    steps.serve(admin, place)
    steps.run_class(manager, place)
    steps.mark(manager, place)
    steps.send_out(manager, place)
    steps.write_journal(person, place)

    assert Attendance.objects.get().status == "PRESENT"
    assert JournalEntry.objects.get().written_by == place.person
