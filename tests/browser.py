"""Drive Debian's Chromium with Playwright: pictures, axe, reflow, CSP reports.

A page handed out here is watched: `check_quiet(page)` fails on any CSP report or script error
since it was opened.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1440, 360)
HEIGHT = 850
LISTEN = """document.addEventListener('securitypolicyviolation',
  e => window.tell(`CSP ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile || ''}`))"""


def launch(playwright: Playwright) -> Browser:
    """Start Chromium. A machine without it fails the test: nothing is skipped silently."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@contextmanager
def context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Open a browser profile of its own, e.g. `java_script_enabled=False` or `locale="en"`."""
    shape = {"viewport": {"width": WIDTHS[0], "height": HEIGHT}, "locale": "zh-CN", **options}
    opened = browser.new_context(**shape)
    opened.set_default_timeout(15_000)
    opened.problems = []  # type: ignore[attr-defined]
    opened.expose_function("tell", lambda text: opened.problems.append(text))  # type: ignore[attr-defined]
    opened.add_init_script(LISTEN)
    opened.on("console", lambda message: _hear(opened, message.text))
    opened.on("weberror", lambda error: opened.problems.append(f"script {error.error}"))  # type: ignore[attr-defined]
    try:
        yield opened
    finally:
        opened.close()


def _hear(opened: Any, text: str) -> None:
    if "Content Security Policy" in text:
        opened.problems.append(text[:300])


def look(page: Page, name: str) -> None:
    """Save the whole page at 1440 and 360 px to var/screens/, for a person to look at."""
    folder = Path(settings.BASE_DIR) / "var" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate("scrollTo(0, 0)")  # a head that stays would stand amid the page
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})


def check_axe(page: Page) -> None:
    """Fail on any axe violation. `evaluate` leaves the page's own CSP in force."""
    try:
        found = _violations(page)
    except Error:
        # The last click's navigation came while axe was reading: ask the page that is there now.
        page.wait_for_load_state("load")
        found = _violations(page)
    lines = [
        f"{v['id']}: {node['target']} {node['html'][:160]}" for v in found for node in v["nodes"]
    ]
    assert lines == [], f"{page.url} at {page.viewport_size}\n" + "\n".join(lines)


def _violations(page: Page) -> list[dict[str, Any]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    asked = {
        "runOnly": {"type": "tag", "values": AXE_TAGS},
        "resultTypes": ["violations"],
        "preload": False,  # style sheets are read again for one experimental rule only
    }
    # from the top: what the fixed bar half covers after a jump to a field is as large as ever
    page.evaluate("scrollTo(0, 0)")
    return page.evaluate("async asked => (await axe.run(document, asked)).violations", asked)


def check_reflow(page: Page, width: int = WIDTHS[1]) -> None:
    """Fail when the page scrolls sideways at this width."""
    before = page.viewport_size
    if before != (asked := {"width": width, "height": HEIGHT}):
        page.set_viewport_size(asked)
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if before != asked:
        page.set_viewport_size(before)
    assert over <= 0, f"{page.url} is {over} px wider than {width} px"


def check_quiet(page: Page) -> None:
    """Fail on any CSP report or script error of this profile so far."""
    problems = page.context.problems  # type: ignore[attr-defined]
    assert problems == [], f"{page.url}\n" + "\n".join(problems)


def check_page(page: Page, name: str = "", *, axe_at: tuple[int, ...] = WIDTHS) -> None:
    """Check what every page must be: axe (at all widths unless told), reflow, no CSP report.

    With SCREENS=1 in the environment a named page is also photographed (see `look`).
    """
    before = page.viewport_size or {"width": WIDTHS[0], "height": HEIGHT}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if width in axe_at:
            check_axe(page)
        check_reflow(page, width)
    page.set_viewport_size(before)
    if name and os.environ.get("SCREENS"):
        look(page, name)
    check_quiet(page)


def enter(page: Page, base: str, user: Any) -> None:
    """Sign a user in without the login form, for journeys that are about something else."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])
