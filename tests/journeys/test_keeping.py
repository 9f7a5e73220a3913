"""到期清单's life: thirty years pass; listed, held in part, reviewed, decided, certified."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.services import accounts
from cadres.models import Cadre
from core import acts
from core.jobs import worker
from evidence.models import Book, Signal
from keeping import tasks
from keeping.models import Disposal
from keeping.services import disposals
from recall.models import Case
from tests import browser as harness
from tests.factories import daily_records as daily
from tests.factories import keeping as keep
from tests.factories import training
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Clock:
    """The acts' clock, thirty years on; the sessions of the browsers keep the real one."""

    @staticmethod
    def now() -> Any:
        return keep.FAR


def test_a_case_is_removed_when_its_term_is_over_by_two_people(
    browser: Browser, live_server: Any, monkeypatch: Any
):
    monkeypatch.setattr(acts, "timezone", Clock)
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    held, gone = keep.ended(world), keep.ended(world)
    accounts.system_user()
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.page.get_by_role("navigation").get_by_role(
            "link", name="到期清单", exact=True
        ).click()
        admin.sees("没有到期清单")
        harness.check_page(admin.page, "disposal-list-empty")
        tasks.begin_night(keep.FAR)
        worker.drain(disposals.LANE, at=keep.FAR)
        row = Disposal.objects.get()
        page = reverse("keeping:disposal", args=[row.pk])
        admin.go(page)
        admin.sees(gone.cadre.name)
        harness.check_page(admin.page, "disposal-due")
        with admin.page.expect_download() as handed:
            admin.page.get_by_role("link", name="移交目录", exact=True).click()
        assert Path(handed.value.path()).read_text("utf-8").count("<案卷>") == 2

        admin.go(reverse("keeping:hold-list"))
        admin.fill("要保全的人（全名）或批次名称", held.cadre.name)
        admin.press("查找")
        harness.check_page(admin.page, "hold-search")
        admin.follow(f"保全此人 {held.cadre.name}")
        admin.fill_in({"保全文书文号": "检〔2049〕3号", "保全理由": "纪检监察机关审查需要"})
        harness.check_page(admin.page, "hold-new")
        admin.press("登记保全")
        admin.sees("保全中")

        admin.go(page)
        admin.follow("审核清单")
        admin.fill_in({"审核意见": "逐件核对，均已到期", "移交档案馆的文号": keep.FILED})
        harness.check_page(admin.page, "disposal-review")
        admin.press("审核清单")
        admin.sees("RT-07")

        decider = enter(place.decider)
        decider.go(page)
        decider.follow("批准销毁")
        decider.tick("批准销毁")
        decider.press("批准销毁")
        decider.sees("正在销毁")
        harness.check_page(decider.page, "disposal-running")
        worker.drain(disposals.LANE, at=keep.FAR)
        worker.drain("pdf", at=keep.FAR)
        decider.go(page)
        decider.sees("销毁证明")
        decider.sees("留存")
        harness.check_page(decider.page, "disposal-done")

        decider.go(reverse("keeping:home"))
        decider.sees("召回案件材料")
        harness.check_page(decider.page, "keeping-home")
    assert list(Case.objects.all()) == [held]
    assert Disposal.objects.get().certificate.is_ready


def test_a_unit_s_book_and_a_leaver_go_when_nothing_rests_on_them(
    browser: Browser, live_server: Any, monkeypatch: Any
):
    monkeypatch.setattr(acts, "timezone", Clock)
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    book, member = daily.book(world)
    gone, leaver = daily.leaver(world)
    matter = training.case(world.campaign, world.unit).nomination
    taken = daily.cites(matter, Signal.objects.get(cadre=member), place.admin)
    system = accounts.system_user()
    with walkers(browser, live_server.url) as enter:
        admin, decider = enter(place.admin), enter(place.decider)
        tasks.begin_night(keep.FAR)
        worker.drain(disposals.LANE, at=keep.FAR)
        assert not Disposal.objects.filter(kind="BOOKS").exists()
        taken.delete()
        disposals.find(world.county, kind="BOOKS", by=system, at=keep.FAR)
        for kind, name in (("BOOKS", Book.objects.get(pk=book).title), ("LEAVERS", leaver.name)):
            page = reverse("keeping:disposal", args=[Disposal.objects.get(kind=kind).pk])
            admin.go(page)
            admin.sees(name)
            harness.check_page(admin.page, f"disposal-{kind.lower()}")
            admin.follow("审核清单")
            admin.fill_in({"审核意见": "逐件核对，均已到期"})
            admin.press("审核清单")
            decider.go(page)
            decider.follow("批准销毁")
            decider.tick("批准销毁")
            decider.press("批准销毁")
            worker.drain(disposals.LANE, at=keep.FAR)
            worker.drain("pdf", at=keep.FAR)
            decider.go(page)
            decider.sees("销毁证明")
        decider.go(reverse("keeping:home"))
        decider.sees("离开人员的档案信息")
        harness.check_page(decider.page, "keeping-home-kinds")
    assert not Book.objects.filter(pk=book).exists()
    assert not Cadre.objects.filter(pk=gone).exists()
    assert Cadre.objects.filter(pk=member.pk).exists()
