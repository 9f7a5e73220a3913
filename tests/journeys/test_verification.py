"""Verification by two hands: they differ, and a written record settles it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from recall.enums import Conclusion
from recall.models import Nomination, Round
from recall.services import nominations
from tests import browser as harness
from tests.factories.recall import (
    TOLD,
    complete_nomination,
    conclude,
    open_campaign,
    submitted_nomination,
)
from tests.factories.settlements import WHY, disputed
from tests.fixtures import media
from tests.journeys.steps import judge
from tests.journeys.town import PDF, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_who_differ_are_settled_by_a_record(browser: Browser, live_server: Any):
    place = town()
    campaign = open_campaign(place.unit, verifiers_needed=2)
    row = disputed(row=submitted_nomination(campaign, cadre=place.person.cadre), at=place.now)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("recall:nomination", args=[row.pk]))
        admin.follow("认定不一致，按记录认定")
        for one in row.verifications.all():
            admin.sees(one.by.name)
        admin.tick("属实", within=admin.group("分歧 1 认定为"))
        admin.tick("值班记录.pdf", within=admin.group("分歧 1 依据的记录"))
        admin.fill("分歧 1：记录说明了什么", WHY)
        admin.tick("符合召回情形", within=admin.group("认定结论"))
        admin.fill("认定说明", "按值班记录，当晚未到岗属实。")
        harness.check_page(admin.page, "settle")
        admin.press("按记录认定")
        admin.sees("已按记录认定")
        admin.sees(WHY)
        harness.check_page(admin.page, "settled")
    assert Nomination.objects.get(pk=row.pk).state == "VERIFIED"


def test_what_was_mended_stands_against_what_was_sent_back(browser: Browser, live_server: Any):
    place = town()
    row = submitted_nomination(open_campaign(place.unit), cadre=place.person.cadre)
    remarks = {"remark_facts": "请写明几点、谁去催的", "remark_evidence": "请附查岗记录"}
    row = conclude(row, Conclusion.SENT_BACK, remarks=remarks, at=place.now)
    fact = row.facts.get()
    text = TOLD.replace("五月八日", "五月八日二十二时").replace("两次电话", "值班长两次电话")
    given = {"ground": fact.ground, "happened_on": fact.happened_on, "place": "镇值班室"}
    who = {"by": row.drafted_by, "at": place.now}
    nominations.put_fact(row, **given, text=text, fact=fact, **who)
    row = Nomination.objects.get(pk=row.pk)
    answers = {"facts": "已写明时间和催促的人"}
    nominations.submit(row, answers=answers, by=row.submitted_by, at=place.now)
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(reverse("recall:nomination", args=[row.pk]))
        verifier.follow("与上次的差异")
        verifier.sees("值班长")
        verifier.sees("已写明时间和催促的人")
        verifier.sees("单位没有答复")
        harness.check_page(verifier.page, "changes")
        verifier.go(reverse("recall:nomination-verify", args=[row.pk]))
        harness.check_page(verifier.page, "verify-changes")


def test_verifier_asks_the_unit_and_the_clerk_answers_with_a_paper(
    browser: Browser, live_server: Any
):
    place = town()
    row = submitted_nomination(open_campaign(place.unit), cadre=place.person.cadre)
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(reverse("recall:nomination", args=[row.pk]))
        verifier.follow("补充询问")
        verifier.follow("询问单位")
        verifier.fill("询问", "值班表上五月八日另有一人签到，请说明当日排班")
        harness.check_page(verifier.page, "enquiry-ask")
        verifier.press("询问单位")
        verifier.sees("待答复")
        verifier.go(reverse("recall:nomination-verify", args=[row.pk]))
        clerk = enter(place.clerk)
        clerk.follow("答复补充询问")
        clerk.fill("答复", "当日排班为二人，附当日排班表")
        upload = {"name": "排班表.pdf", "mimeType": "application/pdf", "buffer": PDF}
        clerk.page.get_by_label("材料").set_input_files(upload)
        harness.check_page(clerk.page, "enquiry-answer")
        clerk.press("答复询问")
        clerk.sees("已答复")
        verifier.go(reverse("recall:enquiries", args=[row.pk]))
        verifier.sees("附当日排班表")
        harness.check_page(verifier.page, "enquiries")
    answered = row.enquiries.get()
    assert (answered.answered_by, answered.file.title) == (place.clerk, "排班表.pdf")


def test_late_report_says_why_and_is_let_in_before_it_is_verified(
    browser: Browser, live_server: Any
):
    place = town()
    row = complete_nomination(open_campaign(place.unit), cadre=place.person.cadre)
    yesterday = place.today - timedelta(days=1)
    Round.objects.filter(pk=row.round_id).update(notice_on=yesterday, closes_on=yesterday)
    with walkers(browser, live_server.url) as enter:
        head = enter(place.head)
        head.go(reverse("recall:nomination-check", args=[row.pk]))
        head.press("确认报送")
        head.sees("请写明逾期原因")
        head.fill("逾期原因", "防汛值守，集体研究延后")
        harness.check_page(head.page, "late-check")
        head.press("确认报送")
        head.sees("已报送县委组织部")
        verifier, admin = enter(place.verifier), enter(place.admin)
        verifier.go(reverse("recall:nomination-verify", args=[row.pk]))
        verifier.sees("须由县级管理员准予受理后才能作出认定")
        harness.check_page(verifier.page, "late-verify")
        admin.go(reverse("recall:nomination", args=[row.pk]))
        admin.sees("防汛值守，集体研究延后")
        admin.fill("准予受理的理由", "防汛期间全员值守，情况属实")
        admin.press("准予受理逾期报送")
        admin.sees("已准予受理")
        harness.check_page(admin.page, "late-admitted")
        verifier.go(reverse("recall:nomination-verify", args=[row.pk]))
        judge(verifier)
        verifier.press("提交核实认定")
        verifier.sees("已登记核实认定")
    assert Nomination.objects.get(pk=row.pk).state == "VERIFIED"
