"""A person asks for what is held about them, waits some seconds, and takes the zip home."""

import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from core.jobs import worker
from tests import browser as harness
from tests.factories import disclosures as disclose
from tests.factories import training
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_takes_their_own_copy(browser: Browser, live_server: Any):
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    subject = open_account("copied", "周明远", at=place.now)
    disclose.served(world, subject=subject)
    with walkers(browser, live_server.url) as enter:
        person = enter(subject)
        person.follow("我的事项")
        person.follow("我的信息副本")
        person.press("生成副本")
        person.sees("已开始生成")
        assert worker.drain("export", at=timezone.now(), seconds=30) == 1
        person.page.get_by_role("button", name="下载").wait_for()  # the page asks by itself
        harness.check_page(person.page, "own-copy")
        with person.page.expect_download() as taken:
            person.page.get_by_role("button", name="下载").click()
        with zipfile.ZipFile(taken.value.path()) as archive:
            assert "周明远" in archive.read("index.html").decode()
