"""Attendance at work: the clerk looks at a month, opens a person, and corrects a line."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from tests import browser as harness
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory, ProtectionFactory
from tests.factories.units import UnitFactory
from tests.factories.work import APRIL, month
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = [
    ("王建国", 0, 1, 2),
    ("李红", 0, 0, 0),
    ("张伟", 2, 6, 1),
    ("陈秀英", 0, 2, 0),
    ("刘洋", 0, 0, 5),
    ("赵敏", 1, 3, 0),
    ("周芳", 0, 0, 21),
]


def test_clerk_corrects_a_month(page, live_server):
    unit = UnitFactory(name="县发展和改革局")
    clerk, at = holder(Role.UNIT_CLERK, unit), timezone.now()
    for name, absent, late, leave in PEOPLE:
        cadre = PostFactory(cadre=CadreFactory(unit=unit, name=name)).cadre
        days = {"absent_days": absent, "late_times": late, "leave_days": leave}
        month(cadre, by=clerk, at=at, **days)
    ProtectionFactory(cadre=cadre, kind="MATERNITY", from_on=APRIL, until_on=None)
    PostFactory(cadre=CadreFactory(unit=unit, name="孙丽"))
    walker = Walker(page.context, live_server.url)
    page = walker.page
    harness.enter(page, live_server.url, clerk)
    walker.go(reverse("evidence:home"))

    walker.follow("出勤月报")
    walker.sees("本单位还有 1 人没有这个月的出勤记录")
    walker.sees("保护期，不计")
    harness.check_page(page, "work-list")
    walker.follow("张伟")
    page.get_by_role("link", name="更正").click()
    page.get_by_label("旷工、脱岗（天）").fill("1")
    page.get_by_label("请假（天）").fill("2")
    page.get_by_label("更正原因").fill("补交了4月12日的请假条")
    page.get_by_role("button", name="更正出勤").click()

    walker.sees("旷工、脱岗（天） 2 → 1；请假（天） 1 → 2")
    harness.check_page(page, "work-person")
