"""A note on a case: written for office and unit, a colleague called, struck through later."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests import browser as harness
from tests.factories.recall import open_campaign, served_case
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "其父住院，报到日期请单位与县委党校商定"


def test_a_colleague_is_called_reads_and_the_note_is_struck(browser: Browser, live_server: Any):
    place = town()
    case = served_case(open_campaign(place.unit), cadre=place.person.cadre)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("recall:case", args=[case.pk]))
        admin.follow("备注")
        admin.follow("写备注")
        admin.tick("召回办和单位")
        admin.fill("备注", TEXT)
        admin.tick("孙玉兰", within=admin.group("提醒同事"))
        harness.check_page(admin.page, "note-write")
        admin.press("写备注")
        admin.sees("提醒了：孙玉兰")

        clerk = enter(place.clerk)
        clerk.go(reverse("portal:message-list"))
        clerk.press("欧阳䶮　有备注提到您")
        clerk.sees(TEXT)

        admin.follow("划去")
        admin.fill("划去理由", "报到日期已经另行商定")
        admin.press("划去备注")
        admin.sees("划去：报到日期已经另行商定")
        harness.check_page(admin.page, "notes")
