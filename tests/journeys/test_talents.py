"""The talent query as the county's administrator meets it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from cadres.models import AnnualRating, Cadre, Honour
from tests import browser as harness
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import work
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "姓名\t出生日期\t类别\t表彰名称\t授予单位\t授予日期"


def heads(place: Town) -> None:
    """Let three people head towns, one of them not long enough."""
    told = [("饶峰镇", "张小梅", 11, 2), ("两河镇", "马超", 9, 1), ("喜河镇", "周海燕", 4, 3)]
    for name, person, years, best in told:
        unit = UnitFactory(county=place.county, name=name, kind="TOWN")
        cadre = CadreFactory(unit=unit, name=person, user=None)
        since = place.today - timedelta(days=366 * years)
        PostFactory(cadre=cadre, unit=unit, title="党委书记", is_head=True, from_on=since)
        for number, year in enumerate(range(place.today.year - 3, place.today.year)):
            civil = "EXCELLENT" if number < best else "COMPETENT"
            AnnualRating.objects.create(
                cadre=cadre, year=year, staff_kind="CIVIL_SERVANT", civil=civil
            )


def commend(admin: Walker, place: Town) -> None:
    """Put one commendation on file by its page, and two by a pasted table."""
    last = Cadre.objects.get(name="周海燕")
    admin.go(reverse("cadres:person", args=[last.pk]))
    admin.follow("表彰奖励、红名单")
    admin.choose("类别", "红名单")
    admin.fill_in({"名称": "双星红榜", "授予单位": "县委", "授予日期": iso(place.today)})
    admin.press("保存")
    admin.sees("双星红榜")
    admin.follow("人才筛选")
    admin.follow("导入表彰")
    people = Cadre.objects.filter(name__in=["马超", "周海燕"])
    told = ["表彰奖励\t全省扶贫开发先进个人\t省委", iso(place.today, -400)]
    lines = [f"{one.name}\t{one.born_on}\t" + "\t".join(told) for one in people]
    admin.fill("或者粘贴表格", "\n".join([GRID, *lines]))
    admin.press("上传并核对")
    work(timezone.now())
    admin.page.reload()
    admin.press("写入 2 行")
    work(timezone.now())
    admin.page.reload()
    harness.look(admin.page, "talents-import")
    assert Honour.objects.count() == 3


def test_people_are_commended_and_asked_for_by_open_criteria(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    heads(place)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        commend(admin, place)
        admin.follow("人才筛选")
        admin.sees("在乡镇连续任党政正职满 8 年，现在仍在任")
        assert admin.page.get_by_role("row").count() == 3
        harness.check_page(admin.page)
        harness.look(admin.page, "talents")

        admin.page.get_by_text("修改条件").click()
        admin.fill("连续任职满（年）", 4)
        admin.fill("表彰、红名单至少（项）", 2)
        harness.look(admin.page, "talents-form")
        admin.press("筛选")
        admin.sees("现有表彰、红名单 2 项以上")
        admin.follow("周海燕")
        admin.sees("双星红榜")
        admin.sees("全省扶贫开发先进个人")
