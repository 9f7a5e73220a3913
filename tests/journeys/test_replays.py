"""Rule replay in the browser: 13 grounds, then 22, then 30; each report is kept."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from accounts.enums import Role
from core.jobs import worker
from reports.services import replays
from schemes.models import SchemeVersion
from schemes.services import schemes
from schemes.services.grounds import import_grounds
from tests import browser as harness
from tests.factories.accounts import grant, holder
from tests.factories.recall import approved_nomination, open_campaign
from tests.factories.schemes import BASIS, ONE_VERIFIER, approved
from tests.factories.units import UnitFactory
from tests.journeys.walker import Walker, open_account, walkers
from tests.moments import LAUNCHED_AT, NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CASES = 5  # fewer would be hidden


def histories() -> Any:
    """A county with past cases under its list of 13, and drafts of 22 and of 30 grounds."""
    import_grounds()
    unit = UnitFactory(name="城关镇")
    by = holder(Role.COUNTY_ADMIN, unit.county)
    told = {"title": "石泉县干部召回办法", "preset": "shiquan_2018_13"}
    first = schemes.make(unit.county, **told, by=by, at=LAUNCHED_AT).versions.get()
    first = schemes.put_basis(first, by=by, at=LAUNCHED_AT, **BASIS)
    one = first.parameters | ONE_VERIFIER
    first = approved(schemes.put_parameters(first, by=by, at=LAUNCHED_AT, **one))
    campaign = open_campaign(unit)
    for _n in range(CASES):
        approved_nomination(campaign)
    second = schemes.begin(first.scheme, preset="shiquan_2019_22", by=by, at=NOW)
    approved(schemes.put_basis(second, by=by, at=NOW, **BASIS | {"from_on": date(2019, 1, 1)}))
    schemes.begin(first.scheme, preset="qianxinan_2014_30", by=by, at=NOW)
    admin = open_account("admin", "陈建民", at=timezone.now())
    return grant(admin, Role.COUNTY_ADMIN, unit.county)


def version(number: int) -> SchemeVersion:
    return SchemeVersion.objects.get(number=number)


def replay(admin: Walker, old: int, new: int) -> None:
    admin.go(reverse("reports:replay-ask", args=[version(new).pk]))
    admin.tick(f"第{old}版")
    admin.press("开始回放")
    admin.sees("正在回放")
    worker.drain(replays.LANE, at=timezone.now(), seconds=30)
    admin.sees("不说明任何人应否召回")


def test_each_list_reads_the_past_and_every_report_is_kept(
    browser: Browser, live_server: Any
) -> None:
    user = histories()
    with walkers(browser, live_server.url) as enter:
        admin = enter(user)
        admin.follow("规则回放")
        admin.page.get_by_text("新的回放").click()
        admin.page.get_by_role("link", name="第3版").wait_for()
        replay(admin, 1, 2)
        admin.sees("22 项")
        replay(admin, 2, 3)
        admin.sees("30 项")
        admin.follow("规则回放")
        kept = admin.page.get_by_role("row").filter(has_text="第")
        assert kept.count() == 2
        admin.page.get_by_role("row").filter(has_text="第1版").get_by_role("link").click()
        admin.sees("13 项")
        admin.sees("它说明清单的宽窄，不说明任何人应否召回")
        harness.check_page(admin.page, "replay")
