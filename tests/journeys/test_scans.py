"""A signed receipt comes back by the scanner; what the reader cannot tell, a person files."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from core.documents import codes, rendering
from core.documents.models import PaperPage
from core.jobs import worker
from evidence.models import ScanPile, ScanSheet
from evidence.services import scans
from tests import browser as harness
from tests.evidence.test_files import picture
from tests.factories import recall
from tests.factories import scans as make
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_receipts_file_themselves_and_the_rest_is_filed_by_number(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    place = town()
    campaign = recall.open_campaign(place.unit)
    notices = [
        rendering.render(recall.open_case(campaign).notice, at=timezone.now()) for _n in range(2)
    ]
    scan = tmp_path / "receipt.jpg"
    scan.write_bytes(make.scanned(notices[0], notices[0].page_count, seed=12))
    blank = tmp_path / "blank.png"
    blank.write_bytes(picture(size=(800, 1100)))

    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("扫描归位")
        admin.follow("上传扫描件")
        harness.check_page(admin.page, "scans-send")
        admin.page.get_by_label("扫描件或照片").set_input_files([scan, blank])
        admin.press("上传扫描件")
        admin.sees("正在打开文件")
        harness.check_page(admin.page, "scans-reading")
        worker.drain(scans.LANE, at=timezone.now(), seconds=30)

        pile = ScanPile.objects.get()
        admin.go(reverse("evidence:scan-pile", args=[pile.pk]))
        admin.sees("归位 1 页，重复 0 页，待辨认 1 页")
        harness.check_page(admin.page, "scans-pile")
        admin.follow("第 1 页")
        harness.check_page(admin.page, "scans-filed")

        admin.go(reverse("evidence:scan-queue"))
        harness.check_page(admin.page, "scans-queue")
        admin.follow(f"第 {pile.pk} 批第 2 页")
        harness.check_page(admin.page, "scans-sheet")
        admin.fill_in({"纸上的编号": "0000-0000-0000-0000"})
        admin.press("按编号归位")
        admin.sees("没有这个编号")
        page = PaperPage.objects.get(document=notices[1])
        admin.fill_in({"纸上的编号": codes.spoken(page.code)})
        admin.press("按编号归位")
        admin.sees("已归位")

        admin.go(
            reverse("evidence:paper-list"),
        )
        admin.sees("没有未收齐的材料")
        admin.page.goto(f"{live_server.url}{reverse('evidence:paper-list')}?view=all")
        harness.check_page(admin.page, "scans-papers")
        admin.go(reverse("evidence:paper", args=[notices[1].pk]))
        harness.check_page(admin.page, "scans-paper")
        admin.go(reverse("evidence:scan-list"))
        harness.check_page(admin.page, "scans-list")

    states = ScanSheet.objects.order_by("position").values_list("state", "page")
    first = PaperPage.objects.get(document=notices[0])
    assert list(states) == [("FILED", first.pk), ("FILED", page.pk)]
