"""其他, the last ground of a list: a full account, and the word of a second administrator."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from recall.models import Nomination
from tests import browser as harness
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import FACT, town
from tests.journeys.walker import Walker, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHER, SHORT = "其他应当退回的情形", "工作表现不佳。"


def told_in_full(clerk: Walker, name: str) -> None:
    """Write the account anew: what "其他" stands for here."""
    clerk.follow("提名")
    clerk.follow(name)
    clerk.follow("召回情形和事实")
    clerk.follow(f"修改 {OTHER}")
    clerk.fill("事实经过", FACT)
    clerk.press("保存")
    clerk.sees(FACT)


def test_other_needs_a_full_account_and_another_administrator(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        steps.launch(enter(place.admin), place)
        clerk = enter(place.clerk)
        steps.draft(clerk, place, ground=OTHER, text=SHORT)
        head = enter(place.head)
        head.follow(place.person.name)
        head.follow("核对并报送")
        head.sees("“其他”情形须写明具体内容，不少于 20 个字")
        assert head.press("确认报送") == 422
        told_in_full(clerk, place.person.name)
        head.follow("工作台")
        steps.submit(head, place)

        verifier = enter(place.verifier)
        verifier.follow(place.person.name)
        steps.judge(verifier)
        assert verifier.press("提交核实认定") == 422
        verifier.sees("须由未经办此件的另一名县级管理员确认")

        second = enter(place.approver)
        second.follow("提名")
        second.follow(place.person.name)
        harness.check_page(second.page, "catch-all")
        second.press("确认援引“其他”情形")
        second.sees("“其他”情形由马国英于")

        verifier.follow("工作台")
        steps.verify(verifier, place)

    row = Nomination.objects.get()
    assert (row.state, row.facts.get().confirmed_by) == ("VERIFIED", place.approver)
