"""Through the door and out again, as a person does it."""

import pytest
from playwright.sync_api import Page, expect

from accounts.services import accounts
from tests import browser as harness
from tests.moments import LAUNCHED_AT

pytestmark = pytest.mark.browser
PASSWORD = "Sanctuary-of-9-rivers"  # made up for this test
LONGER = "Sanctuary-of-19-rivers"


@pytest.fixture
def door(live_server) -> str:
    return live_server.url


@pytest.fixture
def clerk(transactional_db):
    by = accounts.system_user()
    return accounts.open_account(
        username="zhangxm", name="㛃𬱟", password=PASSWORD, by=by, at=LAUNCHED_AT
    )


def sign_in(page: Page, door: str, password: str) -> None:
    page.goto(f"{door}/account/login/")
    page.get_by_label("用户名").fill("zhangxm")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def see_own_page(page: Page, door: str) -> None:
    page.goto(f"{door}/me/")
    expect(page.get_by_role("heading", name="㛃𬱟")).to_be_visible()


def test_wrong_password_is_told_without_saying_which_part(door: str, clerk, page: Page) -> None:
    sign_in(page, door, "wrong")

    expect(page.locator("#errsum")).to_be_focused()
    harness.check_page(page, "login-refused")


def test_person_signs_in_changes_the_password_and_leaves(door: str, clerk, page: Page) -> None:
    sign_in(page, door, PASSWORD)
    see_own_page(page, door)

    page.locator("details.menu summary").click()
    page.get_by_role("link", name="修改密码").click()
    harness.check_page(page, "password-change")
    page.locator("#id_oldpassword").fill(PASSWORD)
    page.locator("#id_password1").fill(LONGER)
    page.locator("#id_password2").fill(LONGER)
    page.locator("main").get_by_role("button", name="修改密码").click()
    expect(page.locator(".note--ok")).to_be_visible()

    page.locator("details.menu summary").click()
    page.get_by_role("button", name="退出登录").click()

    sign_in(page, door, LONGER)
    see_own_page(page, door)
    harness.check_quiet(page)


def test_person_signs_in_without_javascript(door: str, clerk, plain_page: Page) -> None:
    sign_in(plain_page, door, PASSWORD)
    see_own_page(plain_page, door)

    plain_page.locator("details.menu summary").click()
    plain_page.get_by_role("button", name="退出登录").click()
    plain_page.goto(f"{door}/me/")

    expect(plain_page.get_by_role("button", name="登录")).to_be_visible()


def test_page_before_login_leads_to_the_door_and_back(door: str, clerk, page: Page) -> None:
    page.goto(f"{door}/me/?view=late")
    page.get_by_label("用户名").fill("zhangxm")
    page.get_by_label("密码").fill(PASSWORD)

    page.get_by_role("button", name="登录").click()

    expect(page).to_have_url(f"{door}/me/?view=late")
