"""The office prints a campaign's notices in bulk: counts, starts, cancels, goes on, takes both."""

import zipfile
from types import SimpleNamespace
from typing import Any

import pymupdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from core.jobs import worker
from core.prints import printing
from tests import browser as harness
from tests.factories import prints, training
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_notices_are_printed_in_bulk(browser: Browser, live_server: Any):
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    for unit in (place.unit, place.quiet_unit, place.unit):
        prints.noticed(world, unit, at=place.now)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(f"/recall/campaigns/{world.campaign.pk}/")
        admin.follow("批量打印")
        admin.sees("涉及单位")
        harness.check_page(admin.page, "prints")
        admin.press("开始批量打印")
        admin.sees("已印好 0 份，共 3 份")
        harness.check_page(admin.page, "prints-running")
        job = worker.claim(printing.LANE, at=timezone.now())
        assert job is not None
        worker.work(job, at=timezone.now())
        admin.press("取消")
        admin.sees("已印好 1 份，共 3 份")
        admin.press("继续")
        worker.drain(printing.LANE, at=timezone.now(), seconds=60)
        volume = admin.page.get_by_role("button", name="打印册")
        volume.wait_for()  # the page asks by itself
        harness.check_page(admin.page, "prints-ready")
        with admin.page.expect_download() as taken:
            volume.click()
        with pymupdf.open(taken.value.path()) as document:
            assert [line[1] for line in document.get_toc() if line[0] == 1] == ["城关镇", "水利局"]
        with admin.page.expect_download() as taken:
            admin.page.get_by_role("button", name="每份单独的文件").click()
        with zipfile.ZipFile(taken.value.path()) as archive:
            assert len(archive.namelist()) == 4
