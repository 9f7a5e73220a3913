"""A case lent to a helper: asked, approved by another, read, taken back, and who looked."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from recall.models import HelperAccess
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.recall import open_campaign, served_case
from tests.factories.units import CountyFactory
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_helper_reads_one_case_for_a_time(browser: Browser, live_server: Any):
    place = town()
    case = served_case(open_campaign(place.unit), cadre=place.person.cadre)
    account = open_account("helper", "王海涛", at=place.now)
    grant(account, Role.VERIFIER, CountyFactory())
    with walkers(browser, live_server.url) as enter:
        verifier = enter(place.verifier)
        verifier.go(reverse("recall:case", args=[case.pk]))
        verifier.follow("协办查阅")
        verifier.follow("申请协办查阅")
        verifier.fill("协办人账号", account.username)
        verifier.fill("协办事由", "请协助核对当年防汛值班的排班口径")
        harness.check_page(verifier.page, "helper-ask")
        verifier.press("申请协办查阅")
        verifier.sees("待审批")

        decider = enter(place.decider)
        decider.go(reverse("portal:message-list"))
        decider.press("欧阳䶮　申请请王海涛协办查阅，待审批")
        decider.follow("批准")
        decider.press("批准协办查阅")
        decider.sees("查阅中")
        harness.check_page(decider.page, "helpers")

        row = HelperAccess.objects.get()
        helper = enter(account)
        helper.go(reverse("recall:lent-case", args=[row.pk]))
        helper.sees("仅供协办")
        harness.check_page(helper.page, "lent")

        admin = enter(place.admin)
        admin.go(reverse("portal:dossier", args=[case.pk]))
        admin.follow("谁看过")
        admin.sees("王海涛")
        harness.check_page(admin.page, "readers")
        admin.go(reverse("recall:helper-list", args=[case.pk]))
        admin.follow("提前收回")
        admin.press("提前收回协办查阅")
        admin.sees("已提前收回")
        helper.go(reverse("recall:lent-case", args=[row.pk]), status=404)
