"""Evidence and a paper are looked at: still what was registered, before and after a change."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from cadres.models import Cadre
from evidence.services import files
from tests import browser as harness
from tests.factories.recall import (
    approved_nomination,
    open_campaign,
    printed,
    submitted_nomination,
)
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_evidence_is_proved_and_found_changed(browser: Browser, live_server: Any) -> None:
    place = town()
    cadre = Cadre.objects.get(user=place.person)
    nomination = submitted_nomination(open_campaign(place.unit), cadre=cadre)
    stored = files.folder() / nomination.facts.get().evidence.get().file.path
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(f"/recall/nominations/{nomination.pk}/")
        verifier.sees("还没有校验过")
        verifier.press("校验 值班记录.pdf")
        verifier.sees("与登记的一致")
        harness.check_page(verifier.page, "proof-same", axe_at=(1440,))

        stored.write_bytes(stored.read_bytes() + b"%")
        verifier.press("校验 值班记录.pdf")
        verifier.sees("与登记的不一致")
        verifier.sees("不能作为原件使用")
        harness.check_page(verifier.page, "proof-other", axe_at=(1440,))


def test_a_paper_is_proved_where_the_office_finds_it_and_not_handed_out_once_hurt(
    browser: Browser, live_server: Any, media: Any
) -> None:
    place = town()
    row = approved_nomination(open_campaign(place.unit), cadre=Cadre.objects.get(user=place.person))
    paper = printed(row.sheet.document)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        page = reverse("recall:reasons", args=[row.pk])
        admin.go(page)
        admin.sees("还没有校验过")
        admin.press(f"校验 {paper.title}")
        admin.sees("与登记的一致")
        harness.check_page(admin.page, "proof-paper", axe_at=(1440,))

        (media / paper.file).write_bytes(b"%PDF-other")
        admin.press(f"校验 {paper.title}")
        admin.sees("与登记的不一致")
        file = admin.page.request.get(
            live_server.url + reverse("recall:reasons-file", args=[row.pk])
        )
        assert file.status == 409
