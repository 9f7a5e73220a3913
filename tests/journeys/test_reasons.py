"""Why me, and a name cleared, as verifier, administrator and person meet it."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, expect

from assessment.services import outcome_sheets
from recall.models import Nomination, ReasonReading, ReasonSheet, Rehabilitation
from tests import browser as harness
from tests.factories import training
from tests.factories.appeals import removed
from tests.factories.assessment import LATER
from tests.factories.recall import approved_nomination, open_campaign, printed, submitted_nomination
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCOPE = "本单位班子成员和参加集体研究的人员"


def test_decided_person_and_department_read_the_same_reasons(browser: Browser, live_server: Any):
    place = town()
    row = approved_nomination(open_campaign(place.unit), cadre=place.person.cadre)
    digest = printed(row.sheet.document).sha256
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(reverse("recall:nomination", args=[row.pk]))
        verifier.follow("为什么是我")
        verifier.sees(digest)
        harness.look(verifier.page, "reasons")
        person = enter(place.person)
        person.go(reverse("recall:own-nomination", args=[row.pk]))
        person.follow("为什么是我：依据和经过")
        person.sees(digest)
        harness.look(person.page, "reasons-own")
        person.press("我已阅读本说明")
        person.sees("阅知本版")
    assert ReasonReading.objects.get().by == place.person


def test_department_reads_the_edition_that_tells_of_the_outcome(browser: Browser, live_server: Any):
    world = training.world()
    outcome = removed(world)
    with transaction.atomic():  # a made case had no sheet of its recall
        outcome_sheets.renew(outcome, by=world.decider, at=LATER)
    row = outcome.case.nomination
    sent = {"submitted_by": training.user(), "submitted_at": training.NOW}
    Nomination.objects.filter(pk=row.pk).update(**sent)
    digest = printed(row.sheet.document).sha256
    with harness.context(browser) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, world.admin)
        page.goto(live_server.url + reverse("recall:reasons", args=[row.pk]))
        for said in (
            "第 2 版",
            "处理结果的理由",
            "经济影响",
            "本人还没有登记阅知本版",
            "本版之后的日期",
            digest,
        ):
            expect(page.get_by_text(said).first).to_be_visible()
        harness.check_page(page, "reasons-outcome")


def test_nomination_rejected_at_verification_has_its_standing_restored(
    browser: Browser, live_server: Any
):
    place = town()
    row = submitted_nomination(open_campaign(place.unit), cadre=place.person.cadre)
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(reverse("recall:nomination-verify", args=[row.pk]))
        verifier.tick("不属实", within=verifier.group("事实 1 的认定"))
        for question in ("是否先行先试", "是否履行程序"):
            verifier.tick("不清楚", within=verifier.group(question))
        verifier.tick("是", within=verifier.group("是否没有谋取私利"))
        verifier.fill("“是否没有谋取私利，并及时纠正”的理由", "当晚即到岗补班，有值班簿为证")
        harness.look(verifier.page, "verify-exemption")
        verifier.tick("不符合召回情形", within=verifier.group("核实结论"))
        verifier.fill("核实意见", "当日已请假，值班表有误，不属实。")
        verifier.press("提交核实认定")
        printed(ReasonSheet.objects.get().document)
        admin = enter(place.admin)
        admin.follow("澄清正名")
        admin.sees("核实认定不符合")
        harness.look(admin.page, "clearing-list")
        admin.follow(place.person.name)
        admin.fill("提名曾被知悉的范围", SCOPE)
        harness.look(admin.page, "clearing-open")
        admin.press("登记并生成澄清函")
        printed(Rehabilitation.objects.get().letter)
        admin.go(reverse("recall:rehabilitation", args=[Rehabilitation.objects.get().pk]))
        for line in ("澄清函送达本人", "告知所在单位", "在人事档案中附记"):
            card = admin.page.get_by_role("listitem").filter(has_text=line)
            card.locator("summary").click()
            admin.fill("办理情况", "在班子会上宣读澄清函，组织科长到会", within=card)
            if line == "告知所在单位":
                harness.look(admin.page, "clearing")
            admin.press(f"登记 {line}", within=card)
        admin.press("办结澄清正名")
        admin.sees("澄清正名已办结")
        harness.look(admin.page, "clearing-done")
        person = enter(place.person)
        person.go(reverse("portal:me"))
        person.follow("我的澄清正名")
        person.follow("首批")
        person.sees("这次提名没有成立")
        harness.look(person.page, "clearing-own")
    assert Rehabilitation.objects.get().closed_at is not None
