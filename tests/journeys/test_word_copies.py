"""The office edits a notice on in Word and brings what it made of it back beside the paper."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from accounts.enums import Role
from reports.models import WordCopy
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.recall import open_case
from tests.factories.word_files import edited, linked
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_word_goes_out_is_edited_and_comes_back(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    place = town()
    case = open_case()
    office = open_account("li.na", "李娜", at=place.now - timedelta(days=1))
    grant(office, Role.COUNTY_ADMIN, case.county)
    bad, good = tmp_path / "bad.docx", tmp_path / "good.docx"
    bad.write_bytes(linked("attachedTemplate", "http://192.0.2.1/a.dotm", "External"))
    with walkers(browser, live_server.url) as enter:
        clerk = enter(office)
        clerk.follow("发文登记")
        clerk.follow("召回通知书")
        clerk.follow(f"改稿 {case.notice.reference}")
        clerk.sees("还没有交回的改稿")
        with clerk.page.expect_download() as taken:
            clerk.page.get_by_role("link", name="下载Word稿").click()
        text = Path(taken.value.path()).read_bytes()
        clerk.page.set_input_files("input[type=file]", bad)
        clerk.press("交回")
        clerk.sees("EV-11")
        good.write_bytes(edited("请各单位于月底前报送情况。", base=text))
        clerk.page.set_input_files("input[type=file]", good)
        clerk.fill("说明", "供各单位使用，加了报送要求")
        clerk.press("交回")
        clerk.sees("改稿已登记，签发的文件没有变")
        clerk.sees("请各单位于月底前报送情况。")
        clerk.sees("非正式件")
        harness.check_page(clerk.page, "word-copies", axe_at=(1440,))

    assert WordCopy.objects.get().document_id == case.notice_id
