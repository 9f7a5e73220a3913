"""One person at one browser, who finds things by the names that a screen reader says."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from accounts.services import accounts
from tests import browser as harness

PASSWORD = "Sanctuary-of-9-rivers"  # made up for these tests


def open_account(username: str, name: str, *, at: Any) -> Any:
    """Open an account that can come in through the login page."""
    by = accounts.system_user()
    return accounts.open_account(username=username, name=name, password=PASSWORD, by=by, at=at)


def named(label: str) -> re.Pattern[str]:
    """Answer the whole name of a field, which says so if it may stay empty."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(（选填）)?\s*$")


class Walker:
    """Acts on a page; every page must be quiet and have one h1 (test_every_page asks axe)."""

    def __init__(self, opened: BrowserContext, base: str) -> None:
        self.page: Page = opened.new_page()
        self.base = base

    def sign_in(self, user: Any) -> "Walker":
        self.page.goto(f"{self.base}/account/login/")
        self.fill("用户名", user.username)
        self.fill("密码", PASSWORD)
        self.press("登录")
        return self

    def go(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        assert answer.status == status, path
        self.arrive()

    def press(self, name: str, *, within: Locator | None = None) -> int:
        """Press a button that sends a form; answer the status of the page that came back."""
        return self._leave((within or self.page).get_by_role("button", name=name, exact=True))

    def follow(self, name: str, *, within: Locator | None = None) -> int:
        """Take the first link of which this is the name or a part of it."""
        return self._leave((within or self.page).get_by_role("link", name=name).first)

    def _leave(self, door: Locator) -> int:
        with self.page.expect_navigation() as moved:
            door.click()
        self.arrive()
        return moved.value.status if moved.value else 0

    def arrive(self) -> None:
        """Check what came: no CSP report so far, no script error, one h1."""
        harness.check_quiet(self.page)
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has not one h1"

    def fill(self, label: str, value: Any, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(named(label)).first.fill(str(value))

    def fill_in(self, values: dict[str, Any], *, within: Locator | None = None) -> None:
        for label, value in values.items():
            self.fill(label, value, within=within)

    def tick(self, label: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label).first.check()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(named(label)).select_option(label=option)

    def pick(self, label: str, option: str) -> None:
        """Look for a row by name with the picker's button, which needs no script, and take it."""
        box = self.page.get_by_role("combobox", name=named(label))
        box.fill(option)
        picker = self.page.locator(".pick").filter(has=box)
        picker.get_by_role("button", name="查找").click()
        picker.get_by_role("radio", name=option).check()

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()


@contextmanager
def walkers(browser: Browser, base: str, **options: Any) -> Iterator[Callable[[Any], Walker]]:
    """Hand out a function that signs a user in, each in a browser profile of their own."""
    with ExitStack() as stack:

        def enter(user: Any) -> Walker:
            opened = stack.enter_context(harness.context(browser, **options))
            return Walker(opened, base).sign_in(user)

        yield enter
