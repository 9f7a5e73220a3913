"""A verifier looks whether evidence is still what was uploaded, before and after it was hurt."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from cadres.models import Cadre
from evidence.services import files
from tests import browser as harness
from tests.factories.recall import open_campaign, submitted_nomination
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
