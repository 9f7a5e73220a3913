"""The phone pages of trainee, mentor and host over 2G: bytes, time to content, one sync.

A small run counts bytes. `make narrow` also measures times, several rounds at each profile, and
writes the table of docs/phone-2g.md to var/narrow.md.
"""

import os
import statistics
import threading
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import Role
from core import dates
from tests import browser as harness
from tests.factories import practice
from tests.factories import training as make
from tests.fixtures import media
from training.models import JournalEntry

__all__ = ["media"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("media"),
]
PHONE = {"width": 360, "height": 740}
ROUNDS = int(os.environ.get("NARROW", "0"))
# kbit/s down and up, milliseconds of delay to each request
PROFILES = {"GPRS": (50, 20, 500), "2G": (250, 50, 300), "2G far": (250, 50, 800)}
WIRE_BYTES = 40 * 1024  # a page over the wire, everything counted, with an empty cache
FIRST_BYTES = 18 * 1024  # what must come before anything is drawn: the page and its styles
FIRST_SECONDS = 5.0
ONE = ("trainee: today", "2G")
TOLD = Path(settings.BASE_DIR) / "var" / "narrow.md"
TIMED = """() => { const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const page = performance.getEntriesByType('navigation')[0];
    return [paint ? paint.startTime : 0, page.domContentLoadedEventEnd]; }"""


class Server(ThreadingMixIn, WSGIServer):
    """Serves as in production: hashed, compressed static files by the product's own middleware."""

    daemon_threads = True

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_given):
        return


@pytest.fixture
def served(tmp_path, transactional_db):
    """Answer the address of a server with the static files as they are handed out."""
    made = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    plain = {"WHITENOISE_AUTOREFRESH": False, "WHITENOISE_USE_FINDERS": False}
    with override_settings(STORAGES=made, STATIC_ROOT=tmp_path / "static", **plain):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = Server(("127.0.0.1", 0), Quiet)
        server.set_app(WSGIHandler())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def place():
    """Somebody who practises, with a month of pages written, mentor and host's contact."""
    world = make.world()
    world.mentor.name = "何永富"
    world.mentor.save()
    today = dates.legal_day(timezone.now())
    room = make.planned_class(world, opens_on=today - timedelta(days=60))
    person = make.user(name="张力")
    case = make.enrolled(world, room, subject=person).case
    told = {"from_on": today - timedelta(days=40), "host_place": practice.place(world)}
    world.posting = make.posting(world, case, **told)
    world.contact = make.holder(Role.HOST, world.host)
    world.person, world.room = person, room
    for day in range(12):
        JournalEntry.objects.create(
            posting=world.posting,
            token=f"00000000-0000-4000-8000-0000000000{day:02d}",
            on=today - timedelta(days=30 - day),
            text="走访农户十二户，登记用水和用电的问题；和村干部查看 11 处水塔，修好 2 处。" * 2,
            written_by=person,
            written_at=timezone.now(),
        )
    return world


def pages(place):
    """Answer who opens which page."""
    own = f"/training/postings/{place.posting.pk}/"
    return {
        "trainee: today": (place.person, "/training/today/"),
        "trainee: journal": (place.person, f"{own}journal/"),
        "trainee: weeks": (place.person, f"{own}weeks/"),
        "mentor: my trainees": (place.mentor, "/training/my-trainees/"),
        "mentor: month": (place.mentor, f"{own}months/1/"),
        "host: my trainees": (place.contact, "/training/my-trainees/"),
        "host: posting": (place.contact, own),
    }


def narrowed(page, profile):
    """Let a page have the line of a profile; answer what counts the bytes that come."""
    down, up, delay = PROFILES[profile]
    session, came = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    rate = {"downloadThroughput": down * 125, "uploadThroughput": up * 125, "latency": delay}
    session.send("Network.emulateNetworkConditions", {"offline": False, **rate})
    session.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    return came


def timed(page):
    """Answer milliseconds to content and until usable, when both have come.

    Asked from here: the policy of the pages lets no script wait for an expression.
    """
    for _turn in range(600):
        content, usable = page.evaluate(TIMED)
        if content and usable:
            return content, usable
        page.wait_for_timeout(100)
    pytest.fail("Nothing was drawn within a minute.")


def opened(browser, served, user, address, profile):
    """Open a page with an empty cache; answer bytes, then seconds to content and until usable."""
    with harness.context(browser, viewport=PHONE) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        harness.enter(page, served, user)
        came = narrowed(page, profile)
        answer = page.goto(f"{served}{address}", wait_until="load")
        assert answer.status == 200
        content, usable = timed(page)
        return sum(came), content / 1000, usable / 1000


def first_bytes(browser, served, user, address):
    """Answer the bytes of the page itself and of its styles, which hold up the first drawing."""
    with harness.context(browser, viewport=PHONE) as context:
        page, sizes = context.new_page(), {}
        harness.enter(page, served, user)
        session, kinds = context.new_cdp_session(page), {}
        session.send("Network.enable")
        session.on(
            "Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
        )
        page.goto(f"{served}{address}", wait_until="load")
        return sum(n for pk, n in sizes.items() if kinds.get(pk) in ("Document", "Stylesheet"))


def test_phone_pages_are_small_enough_for_2g(browser, served, place):
    too_large = {}
    for name, (user, address) in pages(place).items():
        whole = opened(browser, served, user, address, "2G far")[0] if ROUNDS else 0
        first = first_bytes(browser, served, user, address)
        if first > FIRST_BYTES or whole > WIRE_BYTES:
            too_large[name] = (first, whole)
    assert too_large == {}


def test_page_written_without_a_signal_arrives_once_over_2g(browser, served, place):
    with harness.context(browser, viewport=PHONE) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        harness.enter(page, served, place.person)
        page.goto(f"{served}/training/postings/{place.posting.pk}/journal/")
        before = JournalEntry.objects.count()
        context.set_offline(True)
        page.get_by_label("今天做了什么").fill("走访群众 12 户，登记用水问题。")
        page.get_by_role("button", name="保存日志").click()
        expect(page.get_by_text("没有信号：")).to_be_visible()
        assert JournalEntry.objects.count() == before

        context.set_offline(False)
        narrowed(page, "2G far")
        page.evaluate("window.dispatchEvent(new Event('online'))")

        expect(page.get_by_text("已送到服务器")).to_be_visible(timeout=60_000)
        page.reload()
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_load_state("networkidle")
        assert JournalEntry.objects.count() == before + 1


def test_first_content_comes_in_time(browser, served, place):
    """One page once, with time to spare for a busy machine; all of them by `make narrow`."""
    every = pages(place)
    asked = [(name, profile) for name in every for profile in PROFILES] if ROUNDS else [ONE]
    limit = FIRST_SECONDS if ROUNDS else 2 * FIRST_SECONDS
    lines, slow = [], {}
    for name, profile in asked:
        runs = [opened(browser, served, *every[name], profile) for _n in range(ROUNDS or 1)]
        size, content, usable = (statistics.median(one) for one in zip(*runs, strict=True))
        lines.append(f"| {name} | {profile} | {size:,.0f} | {content:.1f} | {usable:.1f} |")
        if content > limit:
            slow[name, profile] = content
    TOLD.parent.mkdir(exist_ok=True)
    TOLD.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert slow == {}
