"""The office finds a misprinted notice in the register and issues it anew."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from accounts.enums import Role
from recall.models import Case
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.recall import open_case
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_misprinted_notice_is_made_void_and_issued_anew(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    case = open_case()
    for _n in range(3):
        open_case(case.campaign)
    office = open_account("li.na", "李娜", at=place.now - timedelta(days=1))
    grant(office, Role.COUNTY_ADMIN, case.county)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(office)
        clerk.follow("发文登记")
        clerk.sees("无缺号")
        harness.check_page(clerk.page, "numbers-list", axe_at=(1440,))
        clerk.follow("召回通知书")
        clerk.follow(f"作废 {case.notice.reference}")
        harness.check_page(clerk.page, "numbers-void", axe_at=(1440,))
        clerk.fill("作废原因", "印制时漏了一页")
        clerk.press("作废并重新制发")
        clerk.sees("印制时漏了一页")
        clerk.sees("共 4 号，作废 1 号")
        harness.check_page(clerk.page, "numbers-series", axe_at=(1440,))

    assert Case.objects.get(pk=case.pk).notice_id != case.notice_id
