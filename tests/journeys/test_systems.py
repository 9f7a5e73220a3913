"""A campaign of one system: the schools' own scheme and grounds, under the county's campaign."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from recall.models import Campaign
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.units import UnitFactory
from tests.journeys import steps
from tests.journeys.town import CAMPAIGN, Town, iso, town
from tests.journeys.walker import Walker, open_account, walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUREAU, OWN = "教体局", "教体系统教师回炉锻造办法"
PART, NEXT, STANDING = "教师回炉锻造", "教师回炉锻造（下一年）", "常态召回"
GROUNDS = {
    "有偿补课": "组织、参与有偿补课，或者为校外培训机构介绍生源，经查实的。",
    "课堂不在状态": "无故缺课、不备课、不批改作业，经教研组指出后仍不改正的。",
}


def schools_of(place: Town) -> list[Any]:
    """Put the bureau and two schools beside the county's units, with six teachers each."""
    UnitFactory(county=place.county, name=BUREAU, kind="GOVERNMENT", sector="EDUCATION")
    told = {"county": place.county, "kind": "SCHOOL", "sector": "EDUCATION"}
    rows = [UnitFactory(name=name, **told) for name in ("石泉中学", "池河镇中心小学")]
    for school in rows:
        CadreFactory.create_batch(6, unit=school, user=None, staff_kind="INST_TECHNICAL")
    return rows


def staff_of(school: Any, place: Town) -> dict[str, Any]:
    """Give a school a clerk and a head, and one more teacher: three who can sign in."""
    names = {"school_clerk": "陈晓燕", "school_head": "罗建军", "teacher": "李川"}
    users = {key: open_account(key, name, at=place.now) for key, name in names.items()}
    grant(users["school_clerk"], Role.UNIT_CLERK, school)
    grant(users["school_head"], Role.UNIT_HEAD, school)
    PostFactory(
        cadre__unit=school,
        cadre__user=users["teacher"],
        cadre__name=names["teacher"],
        cadre__staff_kind="INST_TECHNICAL",
    )
    return users


def write_scheme(admin: Walker, approver: Walker, place: Town) -> None:
    """Draft the bureau's own scheme with grounds that stand in no list, and let it be approved."""
    admin.follow("办法")
    admin.follow("新建办法")
    admin.fill("办法名称", OWN)
    admin.pick("制定单位", BUREAU)
    admin.press("保存")
    admin.follow("第1版")
    admin.follow("修改依据和有效期")
    admin.fill_in({"制定依据": "依据事业单位人事管理条例和县办法。", "文号": "石教体发〔2019〕1号"})
    admin.fill_in({"施行日期": iso(place.today, -300), "有效期至": iso(place.today, 900)})
    admin.press("保存")
    for title, text in GROUNDS.items():
        admin.follow("增加情形")
        admin.fill_in({"情形": title, "全文": text})
        admin.tick("全体干部")
        admin.press("保存")
    version = admin.page.url.removeprefix(admin.base)
    admin.press("提交审定")
    approver.go(version)
    approver.press("审定")
    approver.sees("已审定的版本不能修改")


def launch_part(admin: Walker, place: Town) -> None:
    """Launch the campaign of all schools, by the bureau's scheme, under the county's."""
    admin.follow("批次")
    admin.follow("新建批次")
    admin.tick(OWN)
    admin.fill("批次名称", PART)
    admin.choose("所属批次", CAMPAIGN)
    admin.press("建立草稿，下一步")
    admin.tick("学校", within=admin.group("整类纳入"))
    admin.press("保存，下一步")
    admin.fill_in({"通知日期": iso(place.today, -3), "截止日期": iso(place.today, 7)})
    admin.press("保存，下一步")
    admin.press("保存，下一步")
    admin.sees(CAMPAIGN)
    harness.look(admin.page, "campaign-wizard")
    admin.press("启动批次")
    admin.sees("已启动")


def test_schools_recall_by_their_own_grounds_and_count_into_the_county(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    school, _other = schools_of(place)
    users = staff_of(school, place)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        steps.launch(admin, place)
        write_scheme(admin, enter(place.approver), place)
        launch_part(admin, place)

        clerk = enter(users["school_clerk"])
        steps.draft(clerk, replace(place, person=users["teacher"]))
        steps.submit(enter(users["school_head"]), replace(place, person=users["teacher"]))
        clerk.follow("批次")
        clerk.follow(PART)
        clerk.follow("办法全文")
        clerk.sees(GROUNDS["有偿补课"])
        whole, part = Campaign.objects.get(title=CAMPAIGN), Campaign.objects.get(title=PART)
        town_clerk = enter(place.clerk)
        town_clerk.follow("应报批次")
        assert PART not in town_clerk.page.content()
        town_clerk.go(reverse("recall:campaign", args=[part.pk]), status=404)

        admin.go(reverse("recall:campaign", args=[whole.pk]))
        admin.sees("全县批次和系统专项")
        assert figures(admin, PART) == ["2", "13", "1", "0"]
        assert figures(admin, "合计") == ["4", "15", "1", "0"]
        harness.check_page(admin.page, "campaign-system")

    (fact,) = part.nominations.get().facts.select_related("ground")
    assert fact.ground.title == next(iter(GROUNDS))


def figures(admin: Walker, name: str) -> list[str]:
    """Answer the numbers of one row of the table of a campaign and its parts."""
    table = admin.page.get_by_role("region", name="全县批次和系统专项")
    return table.get_by_role("row", name=name).get_by_role("cell").all_inner_texts()


def test_last_years_campaign_is_cloned_and_a_standing_one_knows_no_window(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        steps.launch(admin, place)
        admin.page.get_by_text("照此再建一个批次").click()
        admin.fill("新批次名称", NEXT)
        admin.press("建立草稿")
        admin.sees("已按原批次建立草稿")
        kept = admin.group("应报单位")
        assert [kept.get_by_label(n).is_checked() for n in ("城关镇", "水利局")] == [True, True]
        admin.press("保存，下一步")
        admin.fill_in({"通知日期": iso(place.today), "截止日期": iso(place.today, 20)})
        admin.press("保存，下一步")
        assert admin.page.get_by_label("实践锻炼月数").input_value() == "1"

        admin.follow("批次")
        admin.follow("新建批次")
        admin.page.get_by_role("radio").first.check()
        admin.fill("批次名称", STANDING)
        admin.tick("常态：")
        admin.press("建立草稿，下一步")
        admin.group("应报单位").get_by_label("城关镇").check()
        admin.press("保存，下一步")
        assert admin.page.get_by_label("截止日期").count() == 0
        admin.fill("开始日期", iso(place.today, -3))
        admin.press("保存，下一步")
        admin.press("保存，下一步")
        admin.press("启动批次")
        admin.sees("常态推荐只有一轮，不设截止日期")

        steps.draft(enter(place.clerk), place)
        steps.submit(enter(place.head), place)

    standing = Campaign.objects.get(title=STANDING)
    assert standing.rounds.get().closes_on is None
    assert standing.nominations.get().state == "SUBMITTED"
