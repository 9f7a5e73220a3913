"""Somebody with a paper and no account asks whether it still holds."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from accounts.services import accounts
from core.documents import codes, rendering
from core.documents.models import Voiding
from tests import browser as harness
from tests.core.documents import authority
from tests.core.documents.snapshots import NOTICE
from tests.fixtures import media
from tests.journeys.walker import Walker

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed(media: Any, settings: Any) -> Any:
    """A paper signed by the office's certificate, in a thread: a browser blocks asyncio."""
    settings.SIGNING_PKCS12_FILE = str(authority.Authority().keep(media / "office.p12"))
    settings.SIGNING_PASSPHRASE = authority.PASSPHRASE
    with ThreadPoolExecutor(1) as worker:
        document = worker.submit(issued, media).result()
        worker.submit(lambda: connection.close()).result()
    return document


def issued(media: Any) -> Any:
    by, at = accounts.system_user(), timezone.now()
    with transaction.atomic():
        row = rendering.request(
            "documents/recall_notice.html",
            kind="clearing_letter",
            scope="610922",
            reference="石组召〔{year}〕{number}号",
            title="召回通知书",
            snapshot=NOTICE,
            by=by,
            at=at,
        )
    return rendering.render(row, at=at)


def test_a_paper_is_looked_up_compared_and_found_void(
    browser: Browser, live_server: Any, media: Any, settings: Any
) -> None:
    document = signed(media, settings)
    with harness.context(browser) as opened:
        anybody = Walker(opened, live_server.url)
        anybody.go(reverse("account_login"))
        anybody.follow("查验公文真伪")
        harness.check_page(anybody.page, "verify-door", axe_at=(1440,))
        anybody.fill("验真码", "7K2M-9QXD-3PTA-81WZ")
        anybody.press("查验")
        anybody.sees("没有查到这个验真码")
        anybody.fill("验真码", codes.spoken(document.verify_code).lower())
        anybody.press("查验")
        anybody.sees("澄清正名函")
        anybody.sees("本文件有效")
        anybody.sees(document.reference)
        anybody.sees(f"由“{authority.OFFICE}”的证书签名")
        harness.check_page(anybody.page, "verify-found", axe_at=(1440,))

        anybody.page.set_input_files("input[type=file]", media / document.file)
        anybody.press("比对")
        anybody.sees("与签发时的完全一致")

        Voiding.objects.create(
            document=document, reason="打印错误", by=accounts.system_user(), at=timezone.now()
        )
        anybody.go(reverse("verify-code", args=[document.verify_code]))
        anybody.sees("本文号已经作废")
        harness.look(anybody.page, "verify-void")
