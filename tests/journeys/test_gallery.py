"""Every component as a person meets it: axe, reflow, CSP, keys, htmx, no JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import browser as harness
from tests.ui_gallery.urls import NAMES

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).parents[1] / "ui_gallery" / "templates"
PAGES = [*(f"{name}/" for name in NAMES), "fields/?wrong=1", "rows/?state=HEARD", "account/login/"]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """A server of the gallery. It has no database: these pages must not need one."""
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], TEMPLATES]
    with override_settings(ROOT_URLCONF="tests.ui_gallery.urls", TEMPLATES=[engine]):
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.mark.parametrize("path", PAGES)
def test_page_in_chinese_is_clean_at_every_width(gallery: str, page: Page, path: str) -> None:
    page.goto(f"{gallery}/{path}")

    name = path.strip("/").replace("/", "-").replace("?", "-").replace("=", "-")
    harness.check_page(page, f"gallery-{name}")
    harness.check_reflow(page, 390)
    harness.check_reflow(page, 320)


@pytest.mark.parametrize("path", PAGES)
def test_page_in_english_flows(gallery: str, page: Page, path: str) -> None:
    english = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": gallery}
    page.context.add_cookies([english])
    page.goto(f"{gallery}/{path}")

    # Error pages that Django renders without a request cannot know the language.
    assert page.get_attribute("html", "lang") == ("zh-CN" if "broken" in path else "en")
    harness.check_reflow(page, 320)
    harness.check_reflow(page, 1440)
    harness.check_quiet(page)


@pytest.mark.parametrize("path", ["rows/", "case_error/", "phone/"])
def test_page_in_english_is_accessible(gallery: str, page: Page, path: str) -> None:
    english = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": gallery}
    page.context.add_cookies([english])

    page.goto(f"{gallery}/{path}")

    harness.check_axe(page)


def test_list_turns_its_page_by_htmx_and_keeps_the_query(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/rows/?sort=-due&size=20")

    with page.expect_response(lambda answer: "page=2" in answer.url) as answer:
        page.get_by_role("link", name="下一页").click()

    assert answer.value.request.headers["hx-request"] == "true"
    expect(page.locator(".pager")).to_contain_text("第 21 至 40 条，共 45 条")
    expect(page.locator("caption")).to_be_focused()
    expect(page.locator("#live")).to_have_text("名单已更新")
    assert page.url.endswith("?sort=-due&size=20&page=2")
    harness.check_quiet(page)


def test_filter_keeps_the_order_and_shows_a_chip(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/rows/?sort=-due")

    page.get_by_label("提名单位").select_option("县财政局")

    expect(page.locator(".chips")).to_contain_text("提名单位：县财政局")
    assert "sort=-due" in page.url
    harness.check_quiet(page)


def test_list_works_without_javascript(gallery: str, plain_page: Page) -> None:
    plain_page.goto(f"{gallery}/rows/?sort=-due")

    plain_page.get_by_label("提名单位").select_option("县财政局")
    plain_page.get_by_role("button", name="筛选").click()
    plain_page.get_by_role("link", name="下一页").click()

    expect(plain_page.locator(".chips")).to_contain_text("提名单位：县财政局")
    expect(plain_page.locator(".pager")).to_contain_text("第 21 至 40 条")
    assert "sort=-due" in plain_page.url


def test_menu_opens_without_javascript_on_a_phone(gallery: str, browser: Browser) -> None:
    small = {"width": 360, "height": 640}
    with harness.context(browser, java_script_enabled=False, viewport=small) as opened:
        page = opened.new_page()
        page.goto(f"{gallery}/home/")
        expect(page.locator("#side")).to_be_hidden()

        page.get_by_role("link", name="菜单").click()

        expect(page.locator("#side")).to_be_visible()


def test_picker_searches_by_htmx(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/picker/")

    page.get_by_label("姓名或职务").fill("无")

    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    expect(page.get_by_label("姓名或职务")).to_be_focused()
    harness.check_quiet(page)


def test_picker_searches_without_javascript(gallery: str, plain_page: Page) -> None:
    plain_page.goto(f"{gallery}/picker/")

    plain_page.get_by_label("姓名或职务").fill("无")
    plain_page.get_by_role("button", name="查找").click()

    expect(plain_page.get_by_role("heading", name="没有找到")).to_be_visible()


def test_error_summary_takes_the_focus_and_leads_to_the_field(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/case_error/")

    expect(page.locator("#errsum")).to_be_focused()
    assert page.title().startswith("错误：")
    page.get_by_role("link", name="请填写理由").click()
    expect(page.get_by_label("理由")).to_be_focused()


def test_conditional_block_follows_its_option(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/case/")
    block = page.get_by_role("group", name="需要补充的材料")
    expect(block).to_be_hidden()

    page.get_by_role("radio", name="退回单位补充").check()

    expect(block).to_be_visible()


def test_conditional_block_is_open_without_javascript(gallery: str, plain_page: Page) -> None:
    plain_page.goto(f"{gallery}/case/")

    expect(plain_page.get_by_role("group", name="需要补充的材料")).to_be_visible()


def test_stock_phrase_goes_into_the_opinion(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/case/")

    page.get_by_role("button", name="情况属实").click()

    expect(page.get_by_label("理由")).to_have_value("情况属实。")
    expect(page.locator("#id_reason_count")).to_have_text("已填 5 字，最多 200 字")


def test_keys_move_through_rows_and_can_be_turned_off(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/rows/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk [data-n]")).to_have_text("1")

    page.keyboard.press("?")
    page.get_by_label("在这台电脑上使用快捷键").uncheck()
    page.get_by_role("button", name="关闭").click()
    page.keyboard.press("x")

    expect(page.locator("#bulk [data-n]")).to_have_text("1")
    harness.check_quiet(page)


def test_account_menu_closes_with_escape(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/home/")
    page.locator("details.menu summary").click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    harness.check_axe(page)

    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()


def test_lost_request_says_so_and_leaves_the_page(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/rows/")
    page.route("**/rows/?*page=2*", lambda route: route.abort())

    page.get_by_role("link", name="下一页").click()

    expect(page.locator("#fail")).to_be_focused()
    expect(page.locator(".pager")).to_contain_text("第 1 至 20 条")


def test_language_switch_is_open_to_everyone(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/account/login/")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == f"{gallery}/account/login/"
