"""Xingyi's 晒比述评 from the rules to the signal, as those who take part meet it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from evidence.enums import Practice
from evidence.models import PresentationMember, PresentationRound
from evidence.services import presentation_papers as papers
from evidence.services import presentations
from tests import browser as harness
from tests.factories.accounts import UserFactory, grant
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "城关镇第三季度晒比述评"
DONE = "走访农户 42 户，化解邻里矛盾 7 件，完成环境整治三个组"
PROBLEMS = "产业项目进度比计划慢两周，台账更新不及时"
NEXT = "十月底前补齐项目台账，每周一到工地核对进度"
REASONS = [
    (58, "述职内容与台账不一致，项目进度比计划慢两周"),
    (55, "走访次数够，群众反映的饮水问题没有跟进"),
    (62, "矛盾调解做得实，项目进度需要加快"),
    (54, "台账更新不及时，多次提醒后才补"),
]
OTHERS = {"张小梅": (51, 9), "王海涛": (38, 6), "陈志强": (64, 12), "杨秀兰": (47, 8)}


def drawn(place: Town, clerk: Walker) -> PresentationRound:
    """Let the clerk draw the round up and name its first indicator."""
    clerk.follow("依据与线索")
    clerk.follow("晒比述评")
    clerk.follow("新建晒比述评")
    clerk.choose("范围", place.unit.name)
    clerk.fill_in({"名称": TITLE, "依据文件": "兴组发〔2014〕8号"})
    days = {"起始日期": -90, "截止日期": -2, "述职日期": 0}
    clerk.fill_in({name: iso(place.today + timedelta(days=n)) for name, n in days.items()})
    clerk.fill("线索线（分）", "60")
    clerk.page.get_by_label("线索对应的召回情形").select_option(index=1)
    harness.look(clerk.page, "presentations-new")
    clerk.press("新建晒比述评")
    clerk.follow("增加指标")
    clerk.fill_in({"指标": "走访农户", "计量单位": "户"})
    clerk.press("增加指标")
    clerk.follow("返回")
    return PresentationRound.objects.get()


def manned(place: Town, row: PresentationRound) -> Any:
    """Fill the lists beside what the clerk entered by hand; answer the commentator."""
    told = {"by": place.clerk, "at": place.now}
    presentations.add_indicator(row, name="化解矛盾", measure="件", higher_is_better=True, **told)
    for name in OTHERS:
        cadre = PostFactory(cadre__unit=place.unit, cadre__name=name).cadre
        presentations.add_member(row, cadre=cadre, **told)
    chair = grant(open_account("chair", "罗桂芳", at=place.now), Role.UNIT_HEAD, place.quiet_unit)
    for user in [chair, *(UserFactory() for _row in REASONS)]:
        presentations.seat(row, user=user, **told)
    return chair


def reported(place: Town, row: PresentationRound) -> None:
    """Enter the colleagues' reports as the clerk does."""
    indicators = list(row.indicators.order_by("pk"))
    for member in row.members.exclude(cadre__user=place.person).select_related("cadre"):
        numbers = zip(indicators, OTHERS[member.cadre.name], strict=True)
        papers.report(
            member,
            done=DONE,
            problems=PROBLEMS,
            next_steps=NEXT,
            values={one.pk: value for one, value in numbers},
            by=place.clerk,
            at=place.now,
        )


def stated(place: Town, row: PresentationRound) -> None:
    told = {"statement": "STATED", "absence": "", "by": place.clerk, "at": place.now}
    for member in row.members.filter(statement=""):
        presentations.record_statement(member, **told)


def commented(place: Town, row: PresentationRound, member: PresentationMember) -> None:
    seats = row.seats.exclude(user__username="chair").order_by("pk")
    for seat, (score, reason) in zip(seats, REASONS, strict=True):
        papers.comment(member, score=score, reason=reason, by=seat.user, at=place.now)


def test_report_is_shown_compared_stated_commented_on_and_named(browser: Browser, live_server: Any):
    place = town()
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        row = drawn(place, clerk)
        desk = reverse("evidence:presentation", args=[row.pk])
        clerk.follow("列入参加人")
        clerk.pick("参加人", place.person.name)
        clerk.press("列入参加人")
        chair = manned(place, row)
        clerk.go(desk)
        harness.look(clerk.page, "presentations-draft")
        clerk.follow("规则定案")
        clerk.press("规则定案")

        person = enter(place.person)
        person.follow("我的晒比述评")
        person.follow(TITLE)
        person.fill_in({"做了什么": DONE, "存在问题": PROBLEMS, "下一步打算": NEXT})
        person.fill("走访农户（户）", "42")
        person.fill("化解矛盾（件）", "7")
        harness.look(person.page, "presentations-own-report")
        person.press("填报")

        reported(place, row)
        member = row.members.get(cadre__user=place.person)
        clerk.go(desk)
        clerk.follow("晒出报告")
        clerk.press("晒出报告")
        clerk.follow(place.person.name)
        clerk.follow("登记述职")
        clerk.tick("已述职")
        clerk.press("登记述职")
        harness.look(clerk.page, "presentations-member")
        stated(place, row)
        clerk.go(desk)
        clerk.follow("开始评议")
        clerk.press("开始评议")

        judge = enter(chair)
        judge.go(reverse("evidence:own-presentations"))
        judge.follow(TITLE)
        harness.look(judge.page, "presentations-shown")
        judge.follow(place.person.name)
        judge.fill("评分", "56")
        judge.fill("理由", "数据排在后面，述职时没有说清项目滞后的原因")
        harness.look(judge.page, "presentations-comment")
        judge.press("提交评议")
        judge.sees("我已评")

        commented(place, row, member)
        clerk.go(desk)
        clerk.follow("结束评议")
        clerk.press("结束评议")
        harness.look(clerk.page, "presentations-round")
        clerk.follow("产生线索")
        clerk.sees("5 人评议，平均 57.00 分，低于 60.00 分")
        harness.look(clerk.page, "presentations-signals")
        clerk.press("产生线索")
        take_signal(clerk, place, Practice.PRESENTATION)

        person.go(reverse("evidence:own-presentation", args=[member.pk]))
        person.sees("57.00")
        assert chair.name not in person.page.content()
        harness.look(person.page, "presentations-own")
    assert member.cadre.signals.get().value == 57
