"""One meeting decides on a recall and, beside it, on a proposed outcome: from proposal to paper."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.enums import Role
from assessment.models import Outcome
from core.dates import legal_day
from recall.models import Decision, Meeting, Nomination
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import meetings as make
from tests.factories import training
from tests.factories.recall import heard_nomination, open_campaign
from tests.fixtures import media

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHIEFS = ["王部长", "李副部长", "张副部长"]


def propose(page: Page, live_server: Any, case: Any) -> None:
    """Put a mentoring to the meeting, from the page of the assessment."""
    page.goto(live_server.url + reverse("assessment:case", args=[case.pk]))
    page.get_by_role("link", name="提交会议研究").click()
    page.get_by_role("radio", name="传帮带").check()
    page.get_by_label("已确定带教人和帮带措施").check()
    page.get_by_label("建议理由").fill("实践锻炼表现尚可，须有人带教")
    page.get_by_label("期满日期").fill((legal_day(timezone.now()) + timedelta(days=90)).isoformat())
    harness.check_page(page, "outcome-propose")
    page.get_by_role("button", name="提交会议", exact=True).click()
    expect(page.get_by_text("已提交会议：传帮带")).to_be_visible()
    harness.check_page(page, "outcome-proposed")


def place(page: Page, live_server: Any, row: Meeting) -> None:
    page.goto(live_server.url + reverse("recall:meeting-agenda", args=[row.pk]))
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="列入议程").click()
    make.called(row, at=timezone.now())
    page.reload()
    page.get_by_role("button", name="开会").click()


def cast(page: Page, agree: int) -> None:
    page.keyboard.press(str(agree))
    for _field in range(2):
        page.keyboard.press("Tab")
        page.keyboard.type("0")
    page.keyboard.press("Enter")


def test_recall_and_outcome_in_one_meeting(browser: Browser, live_server: Any, media: Any) -> None:
    world = training.world()
    case = assess.concluded(world).case
    sent = {"submitted_by": training.user(), "submitted_at": training.NOW}
    Nomination.objects.filter(pk=case.nomination_id).update(**sent)
    heard_nomination(open_campaign(world.unit))
    people = [world.decider, training.holder(Role.DECIDER, world.county)]
    told = {"others": CHIEFS, "held_on": legal_day(timezone.now()), "at": timezone.now()}
    row = make.prepared(world.county, by=world.decider, members=people, **told)
    with harness.context(browser) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, world.decider)
        propose(page, live_server, case)
        place(page, live_server, row)
        for number in (1, 2):
            expect(page.get_by_text(f"{number} / 2", exact=True)).to_be_visible()
            harness.check_page(page, f"sitting-{number}")
            cast(page, 5)
            said = page.locator("[data-case]:visible [data-said]")
            expect(said).to_contain_text("同意 5 票，不同意 0 票")
            page.keyboard.press("ArrowRight")
        page.get_by_role("link", name="返回会议").click()
        page.get_by_role("button", name="闭会").click()
        page.get_by_role("button", name="登记全部决定").click()
        expect(page.get_by_text("同意所提结果")).to_be_visible()
        page.get_by_role("button", name="生成会议纪要").click()
        harness.check_page(page, "sitting-applied")

    assert Decision.objects.get().is_approved
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.members.count()) == ("MENTORING", 5)
