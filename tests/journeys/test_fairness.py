"""Before a nomination goes out: the clerk meets a flag, looks at the rows, and gives the reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import browser as harness
from tests.journeys.walker import Walker
from tests.recall.test_fairness import REASON, office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_clerk_explains_a_flag_before_submitting(page, live_server):
    members, nomination = office(4, 1, 2, 3, -1, 5, at=timezone.now())
    clerk = Walker(page.context, live_server.url)
    page = clerk.page
    harness.enter(page, live_server.url, nomination.drafted_by)
    clerk.go(reverse("recall:nomination-tasks", args=[nomination.pk]))

    clerk.follow("公平核对")
    clerk.sees("在 6 人中列第 2 名")
    harness.check_page(page, "fairness-flags")
    page.get_by_role("link", name="80.00").first.click()
    clerk.sees(f"{members[0].cadre.name}的积分明细")
    page.go_back()
    flag = page.get_by_role("article").filter(has_text="工作量或积分靠前")
    flag.get_by_label("仍然提名的理由").fill(REASON)
    flag.get_by_role("button", name="记录理由").click()

    clerk.sees(REASON)
    harness.check_page(page, "fairness-explained")
