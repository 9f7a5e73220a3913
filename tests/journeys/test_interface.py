"""One administrator makes a key, another confirms it, and payroll reads with it until withdrawn."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser

from accounts.enums import HookKind, Role
from accounts.models import HookWord
from accounts.services import hooks
from tests import browser as harness
from tests.factories.accounts import grant
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_key_is_made_confirmed_used_and_withdrawn(browser: Browser, live_server: Any):
    place = town()
    maker = grant(open_account("keymaster1", "甲管", at=timezone.now()), Role.SYSTEM_ADMIN)
    second = grant(open_account("keymaster2", "乙管", at=timezone.now()), Role.SECURITY_ADMIN)
    with walkers(browser, live_server.url) as enter:
        system = enter(maker)
        system.go("/account/console/keys/")
        system.follow("生成密钥")
        system.fill("对方系统", "财政统发系统")
        system.fill("行政区划代码", place.county.code)
        system.tick("工资：待遇变动")
        system.fill("共享依据", "县委办〔2026〕3号")
        harness.check_page(system.page, "interface-key-make")
        system.press("生成密钥")
        token = system.page.locator("code").first.inner_text()
        address = system.page.url
        system.sees("待确认")

        def asked() -> int:
            told = {"Authorization": f"Bearer {token}"}
            return system.page.request.get(
                f"{live_server.url}/api/v1/pay/runs/", headers=told
            ).status

        waiting = asked()
        security = enter(second)
        security.go(urlsplit(address).path)
        assert security.page.get_by_text(token).count() == 0
        harness.check_page(security.page, "interface-key")
        security.press("确认")
        security.sees("可用")
        live = asked()
        security.press("收回密钥")
        security.sees("已收回")

        assert (waiting, live, asked()) == (401, 200, 401)
        system.go("/interface/")
        harness.check_page(system.page, "interface-guide")


def test_an_address_is_registered_paused_and_shows_its_words(browser: Browser, live_server: Any):
    place = town()
    keeper = grant(open_account("keeper", "甲管", at=timezone.now()), Role.SYSTEM_ADMIN)
    with walkers(browser, live_server.url) as enter:
        system = enter(keeper)
        system.go("/account/console/hooks/")
        system.follow("登记通知地址")
        system.fill("对方系统", "县委办公室办公系统")
        system.fill("行政区划代码", place.county.code)
        system.fill("通知地址", "https://10.0.0.1/recall/")
        system.tick("案件状态变化")
        system.press("登记通知地址")
        system.sees("IF-04")
        system.fill("通知地址", "https://oa.example.gov.cn/recall/")
        harness.check_page(system.page, "webhook-make")
        system.press("登记通知地址")
        system.sees("推送密钥只显示这一次")
        with transaction.atomic():
            told = {"county_id": place.county.pk, "happened_at": timezone.now()}
            hooks.tell(HookKind.CASE_MOVED, subject="0" * 32, **told)
            hooks.give_up(HookWord.objects.get(), by=keeper, at=timezone.now())
        system.go(urlsplit(system.page.url).path)
        system.sees("已放弃")
        harness.check_page(system.page, "webhook")
        system.press("重新推送")
        system.sees("待推送")
        system.press("暂停推送")
        system.sees("已暂停")
