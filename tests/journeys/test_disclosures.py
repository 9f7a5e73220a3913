"""公示's life: asked, consented, weighed, approved, read, gone by the clock; another taken down."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from assessment.models import Disclosure
from assessment.queries import disclosure_papers as queries
from assessment.views import boards
from core.jobs import worker
from tests import browser as harness
from tests.factories import disclosures as disclose
from tests.factories import training
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
PURPOSE = "向本县人员说明处理结果，接受监督"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Clock:
    """The pages' clock, moved by days; the sessions of the browsers keep the real one."""

    days = 0

    @classmethod
    def now(cls) -> Any:
        return timezone.now() + timedelta(days=cls.days)


def test_a_name_is_shown_by_consent_and_gone_by_the_clock(
    browser: Browser, live_server: Any, monkeypatch: Any
):
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    subject = open_account("shown", "周明远", at=place.now)
    case = disclose.served(world, subject=subject)
    monkeypatch.setattr(boards, "timezone", Clock)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.page.get_by_role("navigation").get_by_role("link", name="公示", exact=True).click()
        harness.check_page(admin.page, "disclosure-list-empty")
        admin.go(reverse("assessment:disclosure-new", args=[place.county.pk]) + f"?case={case.pk}")
        admin.tick("本县内网")
        admin.fill("公示目的", PURPOSE)
        harness.check_page(admin.page, "disclosure-new")
        admin.press("提出公示")
        admin.follow("登记影响评估")
        admin.fill_in(
            {
                "目的和方式是否合法、正当、必要": "本人同意，只在本县登录人员范围内公示五个工作日",
                "对个人权益的影响和安全风险": "可能引起同事议论，影响本人名誉",
                "保护措施是否合法、有效、与风险相适应": "只显示四项内容，不得转发，到期自动撤下",
            }
        )
        admin.tick("可以公示")
        harness.check_page(admin.page, "disclosure-impact")
        admin.press("个人信息保护影响评估")
        admin.sees("保存至")

        person = enter(subject)
        person.go(reverse("portal:me"))
        person.follow("涉及我的公示")
        harness.check_page(person.page, "disclosure-own-asked")
        person.press("同意这次公示")
        person.sees("已登记您的答复")

        decider = enter(place.decider)
        page = reverse("assessment:disclosure", args=[Disclosure.objects.get().pk])
        decider.follow("审批公示")
        decider.follow("审批")
        decider.tick("同意公示")
        decider.press("审批公示")
        decider.sees("公示中")

        colleague = enter(place.clerk)
        board = reverse("assessment:disclosure-board")
        colleague.go(board)
        colleague.sees("周明远")
        harness.check_page(colleague.page, "disclosure-board")
        Clock.days = 20
        colleague.go(board)
        colleague.sees("现在没有公示")
        Clock.days = 0

        admin.go(page)
        admin.press("生成张贴件")
        paper = queries.of_disclosure(Disclosure.objects.get()).get()
        worker.drain("pdf", at=timezone.now(), seconds=30)
        admin.page.reload()
        admin.sees("现在：有效")
        admin.press("校验 公示")
        admin.sees("与登记的一致")
        harness.check_page(admin.page, "disclosure-paper")
        colleague.go(reverse("verify-code", args=[paper.verify_code]))
        colleague.sees("本文件有效")
        admin.follow("登记张贴处")
        admin.fill("张贴或者发布的地方", "县委大院一楼公示栏")
        admin.press("登记张贴处")
        admin.follow("立即撤下")
        admin.fill("撤下理由", "本人书面撤回同意")
        admin.press("立即撤下")
        admin.sees("已撤下")
        harness.check_page(admin.page, "disclosure")
        colleague.go(reverse("verify-code", args=[paper.verify_code]))
        colleague.sees("已经撤销或终止")
        admin.go(reverse("assessment:disclosure-register"))
        admin.sees("周明远")
        harness.check_page(admin.page, "disclosure-record")
        colleague.go(board)
        colleague.sees("现在没有公示")
        person.go(reverse("assessment:own-disclosures"))
        person.sees("本人书面撤回同意")
        harness.check_page(person.page, "disclosure-own")

        person.go(reverse("portal:public", args=[place.county.code]))
        harness.check_page(person.page, "public")
