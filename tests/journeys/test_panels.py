"""A study panel from its seats to the proposal, as head and member meet it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import PanelSeat, Practice
from evidence.models import Panel, Signal
from evidence.queries.panels import scoring
from evidence.services import panels
from tests.factories import panels as make
from tests.factories.accounts import UserFactory
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, town
from tests.journeys.walker import Walker, walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def man_and_open(head: Walker, place: Town, panel: Panel) -> None:
    """Give the verifier a seat, add the person with a reason, and open."""
    page = reverse("evidence:panel", args=[panel.pk])
    head.go(page)
    head.follow("安排成员")
    head.pick("姓名", place.verifier.name)
    head.choose("席位", "成员")
    head.press("安排成员")
    head.go(reverse("evidence:panel-act", args=[panel.pk, "candidate"]))
    head.pick("人员", place.person.name)
    head.fill("列入理由", "连续两月任务未完成")
    head.press("列入人选")
    head.go(page)
    head.follow("开始研判")
    head.press("开始研判")
    head.sees("评分中")


def score_the_rest(panel: Panel) -> Panel:
    """Let everybody but the verifier score as well, and the panel close."""
    fresh, candidate = Panel.objects.get(pk=panel.pk), panel.candidates.get()
    for member in scoring(fresh):
        if member.seat == PanelSeat.CHAIR:
            make.mark(fresh, candidate, member.user, 70)
    return make.closed(fresh)


def test_panel_is_manned_scores_in_secret_and_proposes(browser: Browser, live_server: Any) -> None:
    place = town()
    panel = make.planned(place.unit, by=place.head)
    for name, seat in (("老组长", PanelSeat.CHAIR), ("记录员", PanelSeat.RECORDER)):
        panels.seat(panel, user=UserFactory(name=name), seat=seat, by=place.head, at=place.now)
    with walkers(browser, live_server.url) as enter:
        head = enter(place.head)
        man_and_open(head, place, panel)

        member = enter(place.verifier)
        member.go(reverse("evidence:panel-score", args=[panel.pk, panel.candidates.get().pk]))
        member.fill_in({"问题严重程度": "80", "本人态度": "60", "理由": "台账和走访记录属实"})
        member.press("评分")
        score_the_rest(panel)

        head.go(reverse("evidence:panel", args=[panel.pk]))
        head.sees("71.00")
        head.follow("提出人选")
        head.page.get_by_role("checkbox").first.check()
        head.press("提出人选")
        take_signal(enter(place.clerk), place, Practice.PANEL)

    assert Signal.objects.get().cadre_id == place.person.cadre.pk
