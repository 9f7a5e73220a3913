"""A security key in a real browser: enrolled, used at the door, asked for again, removed."""

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from tests import browser as harness
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def door(live_server, settings) -> str:
    """A host that demands the factor; a key's own host must be a name, no address."""
    settings.MFA_DEMANDED = settings.STEP_UP_DEMANDED = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def decider(transactional_db):
    return holder(Role.DECIDER, CountyFactory())


def plug_in(page: Page) -> None:
    """Give the browser a security key that somebody touches at once."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def enter(page: Page, door: str, username: str) -> None:
    page.goto(f"{door}/account/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("a-long-password")
    page.get_by_role("button", name="登录").click()


def is_inside(page: Page, door: str) -> None:
    page.goto(f"{door}/account/")
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()


def test_key_is_enrolled_asked_for_at_the_door_and_removed(door, decider, page: Page) -> None:
    plug_in(page)
    enter(page, door, decider.username)
    harness.check_page(page, "factor-choose")
    page.get_by_role("link", name="用安全密钥").click()
    harness.check_page(page, "key-add")
    page.get_by_label("名称").fill("办公室密钥")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    harness.check_page(page, "recovery-codes")
    is_inside(page, door)

    page.context.clear_cookies()
    enter(page, door, decider.username)
    harness.check_page(page, "factor-prove")
    page.get_by_role("button", name="用安全密钥").click()
    page.wait_for_url(lambda url: "/factors/" not in url)
    is_inside(page, door)

    harness.enter(page, door, decider)  # a session that gave no factor
    page.goto(f"{door}/")
    harness.check_page(page, "key-prove-again")
    page.get_by_role("button", name="用安全密钥").click()
    page.wait_for_url(lambda url: "/factors/" not in url)
    is_inside(page, door)

    page.get_by_role("link", name="移除").click()
    harness.check_page(page, "key-remove")
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("您的角色须设置二次验证")).to_be_visible()
    harness.check_quiet(page)
