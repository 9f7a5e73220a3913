"""A unit that knew and did not report: said, heard, confirmed by another, measured, withdrawn."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from recall.models import Evasion, UnitMeasure
from recall.services import compliance
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import open_campaign
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers
from tests.moments import YESTERDAY

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KNOWN = "2018年4月督查组当面告知主要负责人，单位没有核对也没有报送。"
MATERIAL = "督查反馈单及签收记录，存监督股2018年第3卷"


def test_concealment_is_said_heard_confirmed_measured_and_taken_back(
    browser: Browser, live_server: Any
):
    place = town()
    campaign = open_campaign(place.unit)
    person = PostFactory(cadre__unit=place.unit, cadre__name="张建国").cadre
    told = {"practice": Practice.FINDINGS, "from_on": YESTERDAY, "until_on": YESTERDAY}
    raised_signal(person, said="工作日上午两次不在岗", **told)
    zero = {"round_": campaign.rounds.get(), "reason": "本单位干部表现较好，没有符合情形的"}
    compliance.sign_zero_report(place.unit, by=place.head, at=place.now, **zero)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("recall:challenge-board", args=[campaign.pk]))
        admin.follow("认定瞒报")
        harness.look(admin.page, "evasions-new")
        admin.page.get_by_label("所依据的线索").select_option(index=1)
        admin.fill("认定理由", KNOWN)
        admin.fill("证明材料和存放处", MATERIAL)
        admin.press("认定瞒报")
        admin.sees("听取单位说明")

        head = enter(place.head)
        head.follow("城关镇　作出说明")
        harness.look(head.page, "evasions-head")
        head.follow("作出说明")
        head.fill("单位说明", "当时负责人外出学习，没有及时核对，愿意补报。")
        head.press("作出说明")

        page = reverse("recall:evasion", args=[Evasion.objects.get().pk])
        decider = enter(place.decider)
        decider.go(page)
        decider.follow("确认瞒报")
        decider.fill("理由", "督查反馈单已签收，单位知情，说明不成立。")
        decider.press("确认瞒报")

        admin.go(page)
        admin.follow("登记措施")
        admin.fill("日期", place.now.date().isoformat())
        admin.fill("事由", "经确认的瞒报")
        admin.press("登记措施")
        harness.look(admin.page, "evasions-measured")
        admin.go(reverse("recall:campaign-board", args=[campaign.pk]))
        admin.sees("瞒报")
        harness.look(admin.page, "evasions-board")
        admin.go(page)
        admin.follow("撤回认定")
        admin.fill("理由", "线索复核后不成立，撤回认定和措施。")
        admin.press("撤回认定")
        harness.look(admin.page, "evasions-withdrawn")
    assert UnitMeasure.objects.get().withdrawn_at is not None
