"""A clause's numbers: the administrator looks through them, opens a person, raises a signal."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from evidence.enums import Practice
from schemes.enums import Metric
from tests import browser as harness
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory, ProtectionFactory
from tests.factories.metrics import triggered
from tests.factories.units import UnitFactory
from tests.factories.work import month
from tests.journeys.steps import take_signal
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = [("王建国", 18, 18), ("李红", 16, 16), ("陈秀英", 17, 0), ("张伟", 2, 2), ("刘洋", 0, 0)]


def test_administrator_raises_a_signal_by_a_clause(page, live_server):
    unit = UnitFactory(name="县自然资源局")
    clerk, at = holder(Role.UNIT_CLERK, unit), timezone.now()
    last = (legal_day(at).replace(day=1) - timedelta(days=1)).replace(day=1)
    people = {}
    for name, absent, run in PEOPLE:
        people[name] = PostFactory(cadre=CadreFactory(unit=unit, name=name)).cadre
        days = {"absent_days": absent, "absent_running": run, "source": "局办公室考勤表"}
        month(people[name], last, by=clerk, at=at, **days)
    ProtectionFactory(cadre=people["李红"], kind="ILLNESS", from_on=legal_day(at), until_on=None)
    clause = triggered(
        unit.county,
        Metric.RUNNING,
        ">",
        15,
        or_metric=Metric.ABSENCE,
        or_op=">",
        or_value=Decimal(30),
        title="旷工连续超15天或年超30天",
        scheme="干部召回办法",
    )
    walker = Walker(page.context, live_server.url)
    page = walker.page
    harness.enter(page, live_server.url, holder(Role.COUNTY_ADMIN, unit.county))
    walker.go(reverse("evidence:home"))

    walker.follow("按条款数值查看")
    walker.sees(clause.trigger_label)
    harness.check_page(page, "trigger-list")
    walker.follow("旷工连续超15天")
    walker.sees("保护期")
    walker.sees("没有登记连续天数")
    harness.check_page(page, "trigger")
    walker.follow("王建国")
    walker.sees("局办公室考勤表")
    harness.check_page(page, "trigger-person")
    page.get_by_role("button", name="产生线索").click()

    walker.sees("连续旷工、脱岗 18 个工作日")
    assert people["王建国"].signals.count() == 1
    harness.enter(page, live_server.url, clerk)
    place = SimpleNamespace(clerk=clerk)
    take_signal(walker, place, Practice.ATTENDANCE, people["王建国"])
