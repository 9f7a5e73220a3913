"""An administrator reads what helped those who went back, and who stayed by their own wish."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from reports.queries import relapses
from reports.queries.courses import Person
from tests import browser as harness
from tests.assessment.views.test_stayers import seen, stayed
from tests.factories import training as make
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MENTORS = ("韩磊", "何静", "覃永福")


def observed(county: int) -> list[Person]:
    """Answer ninety people of three mentors in two villages, of whom some fell back."""
    rows = []
    for number in range(90):
        guide = number % 3
        rows.append(
            Person(
                case=number,
                cadre=number,
                measure="RETURN" if number % 2 else "TRANSFER",
                on=date(2024, 9, 30),
                county=county,
                fell_back=number % (30 if guide == 0 else 4) == 1,
                grounds={"不服从组织安排" if number % 2 else "脱岗"},
                class_days=21,
                practice_days=90 if guide else 0,
                classes={(1, "第一期培训班")} if number < 50 else {(2, "第二期培训班")},
                lessons={"THEORY", "LAW"} if guide else {"THEORY"},
                mentors={(guide, MENTORS[guide])},
                villages={(guide % 2, ("高原村", "水塔村")[guide % 2])},
            )
        )
    return rows


def test_what_helped_is_read_by_mentor_and_village(
    browser: Browser, live_server: Any, monkeypatch: Any
) -> None:
    place = make.world(practice_months=6)
    seen(place, stayed(place), "WELL")
    rows = observed(place.county.pk)
    monkeypatch.setattr(relapses, "observed", lambda _counties, on: rows)
    with harness.context(browser) as opened:
        desk = Walker(opened, live_server.url)
        harness.enter(desk.page, live_server.url, place.admin)
        desk.page.goto(live_server.url + reverse("reports:relapses"))
        mentors = desk.page.get_by_role("region", name="按带教人")
        expect(mentors.get_by_role("row", name="韩磊")).to_contain_text("少于其余的人")
        harness.check_page(desk.page, "relapse-courses")

        desk.page.goto(live_server.url + reverse("assessment:follow-up-list"))
        desk.follow("自愿留任的人")
        desk.sees("可以推荐表彰")
        harness.check_page(desk.page, "stayers")
