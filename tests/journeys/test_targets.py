"""Qinglong's yearly targets from the plan to a signal, as those who work it meet them."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from cadres.models import Cadre
from evidence.enums import Practice
from evidence.models import Signal, TargetPlan
from evidence.services import targets
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.factories.imports import work
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "姓名\t出生日期\t单位\t年度\t目标\t得分"


def colleagues(place: Town, plan: TargetPlan) -> None:
    """Let four colleagues have their scores already."""
    items = list(plan.items.order_by("pk"))
    for name, first, second in [("张小梅", 88, 90), ("马超", 76, 71), ("周海燕", 93, 85)]:
        cadre = PostFactory(cadre__unit=place.unit, cadre__name=name).cadre
        scores = dict(zip([i.pk for i in items], map(Decimal, (first, second)), strict=True))
        targets.score(plan, cadre=cadre, scores=scores, by=place.head, at=place.now)


def test_targets_are_set_scored_pasted_settled_and_name_the_last(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("目标绩效考核")
        clerk.follow("新建目标责任书")
        clerk.choose("单位", place.unit.name)
        clerk.fill_in({"年度": place.today.year, "名称": "年度目标责任书"})
        clerk.fill("依据文件", "晴目办发〔2018〕1号")
        clerk.page.get_by_label("线索对应的召回情形").select_option(index=1)
        clerk.fill_in({"末位人数": 1, "最少人数": 3})
        clerk.press("保存")
        for title, weight in (("项目投资", 60), ("信访办结", 40)):
            clerk.follow("增加目标")
            clerk.fill_in({"目标": title, "权重": weight, "数据来源": "县目标办"})
            clerk.press("保存")
        plan = TargetPlan.objects.get()
        colleagues(place, plan)

        clerk.follow("录入得分")
        clerk.pick("人员", place.person.name)
        clerk.press("保存")
        clerk.fill_in({"项目投资": "52", "信访办结": "61.5"})
        harness.look(clerk.page, "targets-score")
        clerk.press("保存")
        clerk.sees("55.80")

        admin = enter(place.admin)
        admin.go(reverse("portal:import-upload", args=["targets"]))
        born, year = Cadre.objects.get(name="李国强").born_on, place.today.year
        told = [("项目投资", 80), ("信访办结", 75)]
        lines = [f"李国强\t{born}\t{place.unit.name}\t{year}\t{t}\t{n}" for t, n in told]
        admin.fill("或者粘贴表格", "\n".join([GRID, *lines]))
        admin.press("上传并核对")
        work(timezone.now())
        admin.page.reload()
        admin.press("写入 2 行")
        work(timezone.now())
        admin.page.reload()
        harness.look(admin.page, "targets-import")

        head = enter(place.head)
        head.go(reverse("evidence:target-plan", args=[plan.pk]))
        harness.look(head.page, "targets-plan")
        head.press("定案")
        harness.look(head.page, "targets-settled")
        head.follow("产生线索")
        head.sees(place.person.name)
        harness.look(head.page, "targets-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        assert Signal.objects.get().cadre.user == place.person
        take_signal(clerk, place, Practice.TARGETS)

        person = enter(place.person)
        person.follow("我的目标得分")
        harness.look(person.page, "targets-records")
        person.follow("年度目标责任书")
        person.sees("55.80")
        harness.look(person.page, "targets-own")
