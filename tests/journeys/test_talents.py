"""The talent query as the county's administrator meets it."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from cadres.models import AnnualRating, Honour
from tests import browser as harness
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.journeys.town import Town, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    Honour.objects.create(
        cadre=cadre, kind="RED_LIST", title="双星红榜", awarded_by="县委", awarded_on=place.today
    )


def test_people_are_asked_for_by_open_criteria(browser: Browser, live_server: Any) -> None:
    place = town()
    heads(place)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("人才筛选")
        admin.sees("在乡镇连续任党政正职满 8 年，现在仍在任")
        assert admin.page.get_by_role("row").count() == 3
        harness.check_page(admin.page)
        harness.look(admin.page, "talents")

        admin.page.get_by_text("修改条件").click()
        admin.fill("连续任职满（年）", 4)
        admin.fill("表彰、红名单至少（项）", 1)
        harness.look(admin.page, "talents-form")
        admin.press("筛选")
        admin.sees("现有表彰、红名单 1 项以上")
        admin.follow("周海燕")
        admin.sees("双星红榜")
