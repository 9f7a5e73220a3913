"""After the outcome: less pay on the scheme's word, two hands, a visit, and one question."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from assessment.models import BanInquiry
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories.accounts import grant
from tests.factories.cadres import PostFactory
from tests.factories.pay import MONTH, ordered, paid
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
SEEN = "走访单位和群众，工作主动，服务态度好"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pay_is_told_to_finance_and_the_person_is_visited(browser: Browser, live_server: Any):
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = paid(SimpleNamespace(**{name: getattr(place, name) for name in names}))
    subject = open_account("returned", "周明远", at=place.now)
    case = assess.concluded(world, subject=subject).case
    outcome = assess.decide(world, case, effect_until_on=date(2030, 12, 31))
    assess.serve(world, outcome)
    for name in ("何静", "黄文博", "苏平"):
        other = assess.opened(world, subject=open_account(f"u{ord(name[0])}", name, at=place.now))
        ordered(world, other.case, fen=80_000)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("assessment:pay-case", args=[case.pk]))
        admin.follow("登记待遇影响")
        admin.tick("停发工作性津贴")
        admin.fill_in({"每月金额（元）": "800", "起始月份": f"{MONTH:%Y-%m}"})
        admin.press("确认")
        harness.check_page(admin.page, "pay-case")
        admin.follow("待遇变动")
        admin.press("编制2018年9月变动表")
        admin.sees("制表人不得复核自己的表")

        decider = enter(place.decider)
        decider.follow("待遇变动")
        decider.follow("2018年9月")
        decider.press("复核签发")
        decider.sees("下载报财政部门")
        harness.check_page(decider.page, "pay")

        manager = enter(place.manager)
        manager.follow("跟踪回访")
        manager.follow("周明远")
        manager.follow("登记回访")
        manager.fill_in({"回访人": "韩磊", "了解到的情况": SEEN, "本人的话": "愿意继续留在窗口"})
        manager.tick("表现良好")
        manager.press("登记")
        manager.sees("本人说：愿意继续留在窗口")
        harness.check_page(manager.page, "follow-up")

        admin.follow("能否推荐")
        admin.fill_in({"姓名": "周明远", "查询事由": "拟推荐为县级先进"})
        admin.tick("评先评优")
        admin.press("查询")
        admin.sees("2030年12月31日为止不可以")
        harness.check_page(admin.page, "ban")

        person = enter(subject)
        person.go(reverse("assessment:own-pay", args=[case.pk]))
        person.sees("每月 800.00 元")
        harness.check_page(person.page, "pay-own")


def test_organisation_officer_asks_before_somebody_is_put_up(browser: Browser, live_server: Any):
    place = town()
    officer = open_account("officer", "林晓东", at=place.now)
    grant(officer, Role.ORGANISATION_OFFICER, place.county)
    born = {"cadre__name": place.person.name, "cadre__born_on": date(1985, 3, 2)}
    twin = PostFactory(cadre__unit=place.unit, **born)
    with walkers(browser, live_server.url) as enter:
        asker = enter(officer)
        asker.follow("能否推荐")
        ask = {"姓名": place.person.name, "查询事由": "拟推荐为县级先进"}
        asker.fill_in(ask)
        assert asker.press("查询") == 422
        asker.tick("评先评优")
        assert asker.press("查询") == 422
        asker.sees("BN-02")
        harness.check_page(asker.page, "ban-ask")
        asker.fill("出生日期", twin.cadre.born_on.isoformat())
        asker.press("查询")
        asker.sees("可以")
        harness.check_page(asker.page, "ban-free")
        asker.follow("再查一人")
        asker.sees("我最近的查询")
        harness.check_page(asker.page, "ban-mine")
    assert BanInquiry.objects.get().asked_by == officer
